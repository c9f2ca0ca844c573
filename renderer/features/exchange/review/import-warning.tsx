import { Alert, Button, Group, Text } from '@mantine/core'
import css from './import-warning.module.css'

interface Fix {
  readonly label: string
  readonly onFix: () => void
}

/** Something doubtful in the file, and the button that corrects it. Without a second button the rows are imported as written until it is pressed. */
export function ImportWarning(props: {
  title: string
  text: string
  /** `null` where no button can correct it. */
  fix: Fix | null
  /** Another answer than the best. */
  other?: Fix
}) {
  const { fix, other } = props
  return (
    <Alert color="yellow" role="status" classNames={{ title: css.title ?? '' }} title={props.title}>
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm">{props.text}</Text>
        <Group gap={4} wrap="nowrap" flex="none">
          {fix !== null && (
            <Button
              size="compact-sm"
              variant={other === undefined ? 'default' : 'filled'}
              onClick={fix.onFix}
            >
              {fix.label}
            </Button>
          )}
          {other !== undefined && (
            <Button size="compact-sm" variant="default" onClick={other.onFix}>
              {other.label}
            </Button>
          )}
        </Group>
      </Group>
    </Alert>
  )
}
