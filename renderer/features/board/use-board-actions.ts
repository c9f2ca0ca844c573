import { useMemo } from 'react'
import { notifyDone, notifyFailure, notifyLeftOut } from '../../components/notify.tsx'
import { counted } from '../../components/words.ts'
import type { WorkflowRecord } from '../../db/schema.ts'
import { useDesk } from '../../desk-state.tsx'
import { useServices } from '../../services.ts'
import {
  type BulkEdits,
  type BulkFields,
  cancelAll,
  copyToDays,
  sendAll,
  setFields,
  shiftTimes,
} from './board-edits.ts'

/** What the board does to workflows. Each call is one undo step and says what it did once it is saved. */
export interface BoardActions {
  set(records: readonly WorkflowRecord[], fields: BulkFields, label: string): void
  shift(records: readonly WorkflowRecord[], minutes: number): void
  cancel(records: readonly WorkflowRecord[]): void
  complete(records: readonly WorkflowRecord[]): void
  send(records: readonly WorkflowRecord[]): void
  copy(records: readonly WorkflowRecord[], days: readonly string[], isToSend: boolean): void
}

/** The actions over the planner's commands. */
export function useBoardActions(): BoardActions {
  const { commands, mintId } = useServices()
  const { time, today } = useDesk()
  return useMemo(() => {
    function run(label: string, { edits, problems }: BulkEdits): void {
      notifyLeftOut(problems)
      if (edits.length === 0) {
        if (problems.length === 0) notifyDone('Nothing to change')
        return
      }
      commands.apply(label, edits).then(
        ({ conflictCopies }) => {
          notifyDone(`${label}: saved`)
          if (conflictCopies.length > 0) {
            notifyLeftOut([
              `${counted(conflictCopies.length, 'workflow')} had been changed in another window: your version is kept as a copy`,
            ])
          }
        },
        (error: unknown) => notifyFailure(`${label}: not saved`, error),
      )
    }
    return {
      set: (records, fields, label) => run(named(label, records), setFields(records, fields)),
      shift: (records, minutes) =>
        run(named(`Shift by ${minutes} min`, records), shiftTimes(records, minutes, time.zone)),
      cancel: (records) => run(named('Cancel', records), cancelAll(records)),
      complete: (records) => run(named('Complete', records), setFields(records, { status: 'COMPLETED' })),
      send: (records) => run(named('Send', records), sendAll(records)),
      copy: (records, days, isToSend) =>
        run(
          `${named('Duplicate', records)} to ${counted(days.length, 'day')}`,
          copyToDays(records, {
            days,
            isToSend,
            mintId,
            zone: time.zone,
            baseDay: today,
            dayOfRecord: (record) => (record.departsAtMs === 0 ? null : time.dayOf(record.departsAtMs)),
          }),
        ),
    }
  }, [commands, mintId, time, today])
}

/** "Cancel N-24-0612", "Cancel 14 workflows". */
function named(label: string, records: readonly WorkflowRecord[]): string {
  const only = records.length === 1 ? records[0]?.plan.reference : ''
  return only ? `${label}: ${only}` : `${label}: ${counted(records.length, 'workflow')}`
}
