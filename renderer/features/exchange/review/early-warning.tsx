import { messageRef, type StoredText, textOf } from '../../../../shared/text/stored-text.ts'
import { useTexts } from '../../../components/display/texts.tsx'
import type { ColumnMapping } from '../file/columns.ts'
import type { Correction } from './corrections.ts'
import { type EarlyTimes, movesToNextDay } from './early-times.ts'
import { ImportWarning } from './import-warning.tsx'
import { rowText } from './row-label.ts'

/** The most corrections that the button makes. More are to be made in the file. */
const MAX_MOVED = 1_000

/** Asks about workflows that end before they start, and about stops that may be on the next day. */
export function EarlyWarning(props: {
  early: readonly EarlyTimes[]
  mapping: ColumnMapping
  rowNumbers: readonly number[]
  onCorrect: (correction: Correction) => void
  /** Imports them as they are written. @param question what was asked */
  onAsWritten: (question: StoredText) => void
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
  const question = early.every((each) => each.isOfStops)
    ? messageRef('exchange.early.stopsTitle', { count: early.length })
    : messageRef('exchange.early.title', { count: early.length })
  return (
    <ImportWarning
      title={textOf(t, question)}
      text={canMove ? t('exchange.early.question', { rows }) : t('exchange.early.hint', { rows })}
      fix={
        canMove
          ? { label: t('exchange.early.moveToNextDay'), onFix: () => moves.forEach(props.onCorrect) }
          : null
      }
      {...(canMove
        ? { other: { label: t('exchange.option.asWritten'), onFix: () => props.onAsWritten(question) } }
        : {})}
    />
  )
}
