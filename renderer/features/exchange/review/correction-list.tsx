import { Button, Group, Text } from '@mantine/core'
import { counted } from '../../../components/display/labels.ts'
import classes from '../exchange.module.css'
import type { Correction } from './corrections.ts'

/** More than anybody reads; all of them count, the newest are shown. */
const MAX_SHOWN = 100

/** What has been corrected, newest first; each can be taken back, and then the file's own text counts again. */
export function CorrectionList(props: {
  corrections: readonly Correction[]
  header: readonly string[]
  onTakeBack: (correction: Correction) => void
}) {
  const { corrections, header } = props
  return (
    <section className={classes.corrections} aria-label="Corrections">
      <Text size="sm" fw={600}>
        {counted(corrections.length, 'correction')}
      </Text>
      {corrections.slice(0, MAX_SHOWN).map((each) => (
        <Group key={`${each.column}:${each.rows[0]}`} gap="xs" wrap="nowrap">
          <Text size="sm" className={classes.message}>
            {header[each.column]}: {quoted(each.from)} is read as {quoted(each.to)} in{' '}
            {counted(each.rows.length, 'row')}
          </Text>
          <Button size="compact-xs" variant="default" onClick={() => props.onTakeBack(each)}>
            Take back
          </Button>
        </Group>
      ))}
    </section>
  )
}

/** The longest piece of a cell that a sentence bears. */
const MAX_QUOTED = 40

/** The text of a cell within a sentence. */
export function quoted(text: string): string {
  if (text === '') return 'nothing'
  return text.length <= MAX_QUOTED ? `“${text}”` : `“${text.slice(0, MAX_QUOTED)}…”`
}
