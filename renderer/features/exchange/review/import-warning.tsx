import { Alert, Button, Group, Text } from '@mantine/core'
import css from './import-warning.module.css'

/** Something doubtful in the file, and the button that corrects it. The rows are imported as written until it is pressed. */
export function ImportWarning(props: {
  title: string
  text: string
  /** `null` where no button can correct it. */
  fix: { readonly label: string; readonly onFix: () => void } | null
}) {
  const { fix } = props
  return (
    <Alert color="yellow" role="status" classNames={{ title: css.title ?? '' }} title={props.title}>
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm">{props.text}</Text>
        {fix !== null && (
          <Button size="compact-sm" variant="default" flex="none" onClick={fix.onFix}>
            {fix.label}
          </Button>
        )}
      </Group>
    </Alert>
  )
}
