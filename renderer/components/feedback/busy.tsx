import { Button, Group, Progress, Text } from '@mantine/core'
import { useTexts } from '../../components/display/texts.tsx'

/** Long work: how far it is, and the way to stop it. `value` in percent; without one the end is not known. */
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
