import { useMemo } from 'react'
import { counted } from '../components/display/labels.ts'
import { notifyDone, notifyFailure, notifyLeftOut } from '../components/feedback/notify.tsx'
import type { WorkflowRecord } from '../db/schema/records.ts'
import { useDesk } from '../desk/desk-context.tsx'
import { useServices } from '../desk/services.ts'
import type { AssigneeAnswer } from './assignee-choice.ts'
import {
  type BulkEdits,
  type BulkFields,
  cancelAll,
  copyToDays,
  sendAll,
  setAssignee,
  setFields,
  shiftTimes,
} from './bulk-edits.ts'

/** What the board does to workflows. Each call is one undo step and says what it did once it is saved. */
export interface BoardActions {
  set(records: readonly WorkflowRecord[], fields: BulkFields, label: string): void
  assignee(records: readonly WorkflowRecord[], noun: 'driver' | 'vehicle', answer: AssigneeAnswer): void
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
    function run(label: string, { edits, problems, note }: BulkEdits): void {
      notifyLeftOut(problems)
      const rest = note === undefined ? '' : `. ${note}`
      if (edits.length === 0) {
        if (problems.length === 0) notifyDone(`Nothing to change${rest}`)
        return
      }
      commands.apply(label, edits).then(
        ({ conflictCopies }) => {
          notifyDone(`${label}: saved${rest}`)
          if (conflictCopies.length > 0) {
            notifyLeftOut([
              `${counted(conflictCopies.length, 'workflow')} had been changed in another window: your version is kept as a copy`,
            ])
          }
        },
        (error: unknown) => notifyFailure(`${label}: not saved`, error),
      )
    }
    function set(records: readonly WorkflowRecord[], fields: BulkFields, label: string): void {
      const bulk = setFields(records, fields)
      run(named(label, changedBy(bulk, records)), bulk)
    }
    return {
      set,
      assignee(records, noun, answer) {
        const bulk = setAssignee(records, noun === 'driver' ? 'driverSourceId' : 'vehicleSourceId', answer)
        const name = answer.kind === 'none' ? 'none' : answer.choice.name
        run(named(`Set ${noun} ${name}`, changedBy(bulk, records)), bulk)
      },
      shift: (records, minutes) =>
        run(named(`Shift by ${minutes} min`, records), shiftTimes(records, minutes, time.zone)),
      cancel: (records) => run(named('Cancel', records), cancelAll(records)),
      complete: (records) => set(records, { status: 'COMPLETED' }, 'Complete'),
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

/** Those of `records` that are changed: a step does not count what it leaves alone. */
function changedBy({ edits }: BulkEdits, records: readonly WorkflowRecord[]): readonly WorkflowRecord[] {
  const ids = new Set(edits.map((each) => each.workflowId))
  return records.filter((each) => ids.has(each.id))
}

/** "Cancel N-24-0612", "Cancel 14 workflows". */
function named(label: string, records: readonly WorkflowRecord[]): string {
  const only = records.length === 1 ? records[0]?.plan.reference : ''
  return only ? `${label}: ${only}` : `${label}: ${counted(records.length, 'workflow')}`
}
