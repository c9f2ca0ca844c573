import { useTexts } from '../../../components/display/texts.tsx'
import type { ColumnMapping } from '../file/columns.ts'
import type { Correction } from './corrections.ts'
import { type EarlyTimes, movesToNextDay } from './early-times.ts'
import { ImportWarning } from './import-warning.tsx'
import { rowText } from './row-label.ts'

/** The most corrections that the button makes. More are to be made in the file. */
const MAX_MOVED = 200

/** Warns of workflows that end before they start. */
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
  const canMove = moves.length > 0 && moves.length <= MAX_MOVED
  return (
    <ImportWarning
      title={t('exchange.early.title', { count: early.length })}
      text={t('exchange.early.hint', { rows })}
      fix={
        canMove
          ? { label: t('exchange.early.moveToNextDay'), onFix: () => moves.forEach(props.onCorrect) }
          : null
      }
    />
  )
}
