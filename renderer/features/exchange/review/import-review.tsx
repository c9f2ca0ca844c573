import { useMemo } from 'react'
import type { WorkflowRecord } from '../../../db/schema/records.ts'
import { useDesk } from '../../../desk/desk-context.tsx'
import type { ColumnMapping } from '../file/columns.ts'
import type { ImportControl, OpenImport } from '../use-import.ts'
import { CorrectionList } from './correction-list.tsx'
import { findEarlyTimes } from './early-times.ts'
import { EarlyWarning } from './early-warning.tsx'
import { ProblemList } from './problem-list.tsx'
import { findSwapped, type SwappedPlaces } from './swapped-places.ts'
import { SwappedWarning } from './swapped-warning.tsx'

const NOTHING_SWAPPED: SwappedPlaces = { stops: [], isAll: false }

/** What is wrong or doubtful in the file, and what has been corrected. Warnings wait until all rows are checked. */
export function ImportReview(props: {
  state: OpenImport
  /** The workflows on this computer; `null` while they are read. */
  records: readonly WorkflowRecord[] | null
  mapping: ColumnMapping
  onMapping: (mapping: ColumnMapping) => void
  control: ImportControl
  /** What takes the focus when the last bad cell is corrected. */
  afterLast: () => HTMLElement | null | undefined
}) {
  const { state, records, mapping, control } = props
  const { zone } = useDesk().time
  const isChecked = state.checking === null
  const swapped = useMemo(() => {
    if (!isChecked || records === null) return NOTHING_SWAPPED
    const here = records.filter((each) => !each.isRemoved).map((each) => each.plan)
    return findSwapped(state.candidates, here)
  }, [isChecked, state.candidates, records])
  const early = useMemo(
    () => (isChecked ? findEarlyTimes(state.candidates, zone) : []),
    [isChecked, state.candidates, zone],
  )
  const problems = useMemo(() => state.candidates.flatMap((each) => each.problems), [state.candidates])
  const { header, rowNumbers } = state.table
  return (
    <>
      <SwappedWarning
        places={swapped}
        mapping={mapping}
        rowNumbers={rowNumbers}
        onSwapColumns={props.onMapping}
        onCorrect={control.correct}
      />
      <EarlyWarning early={early} mapping={mapping} rowNumbers={rowNumbers} onCorrect={control.correct} />
      {problems.length > 0 && (
        <ProblemList
          problems={problems}
          header={header}
          rowNumbers={rowNumbers}
          cells={state.cells}
          onFix={({ column, rows, text }, to) => control.correct({ column, rows, from: text, to })}
          afterLast={props.afterLast}
        />
      )}
      {state.corrections.length > 0 && (
        <CorrectionList corrections={state.corrections} header={header} onTakeBack={control.takeBack} />
      )}
    </>
  )
}
