import { Button, Group, Progress, Text } from '@mantine/core'
import { useTexts } from '../../components/display/texts.tsx'

/** The progress of long work, and a button that stops it. `value` is in percent; leave it out where the end is not known. */
export function Busy(props: { label: string; value?: number; onCancel: () => void }) {
  const { t } = useTexts()
  return (
    <Group>
      <Progress
        flex={1}
        value={props.value ?? 100}
        animated={props.value === undefined}
        aria-label={props.label}
      />
      <Text size="sm" role="status">
        {props.label}
      </Text>
      <Button variant="default" size="compact-sm" onClick={props.onCancel}>
        {t('app.cancel')}
      </Button>
    </Group>
  )
}
