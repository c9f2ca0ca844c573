import { Alert, Button, Group, Text } from '@mantine/core'
import { useTexts } from '../../../components/display/texts.tsx'
import classes from '../exchange.module.css'
import type { ColumnMapping } from '../file/columns.ts'
import type { Correction } from './corrections.ts'
import { type EarlyTimes, movesToNextDay } from './early-times.ts'
import { rowText } from './row-label.ts'

/** More corrections are not made one by one: somebody has to look into the file. */
const MAX_MOVED = 200

/** Says which workflows end before they start. They are imported as they are unless put right. */
export function EarlyWarning(props: {
  early: readonly EarlyTimes[]
  mapping: ColumnMapping
  rowNumbers: readonly number[]
  onCorrect: (correction: Correction) => void
}) {
  const { t } = useTexts()
  const { early, mapping, rowNumbers } = props
  if (early.length === 0) return null
  const moves = movesToNextDay(early, (key) => mapping.indexOf(key))
  const rows = rowText(
    t,
    early.map((each) => each.candidate.rows[0] ?? 0),
    rowNumbers,
  )
  return (
    <Alert
      color="yellow"
      role="status"
      classNames={{ title: classes.warningTitle ?? '' }}
      title={t('exchange.early.title', { count: early.length })}
    >
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm">{t('exchange.early.hint', { rows })}</Text>
        {moves.length > 0 && moves.length <= MAX_MOVED && (
          <Button size="compact-sm" variant="default" onClick={() => moves.forEach(props.onCorrect)}>
            {t('exchange.early.moveToNextDay')}
          </Button>
        )}
      </Group>
    </Alert>
  )
}
