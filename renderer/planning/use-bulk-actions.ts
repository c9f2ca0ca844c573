import { useMemo } from 'react'
import type { WorkflowStatus } from '../../shared/model/plan/workflow.ts'
import { messageRef, type StoredText } from '../../shared/text/stored-text.ts'
import { useTexts } from '../components/display/texts.tsx'
import { notifyDone, notifyFailure, notifyLeftOut } from '../components/feedback/notify.tsx'
import type { WorkflowRecord } from '../db/schema/records.ts'
import { useDesk } from '../desk/desk-context.tsx'
import { useServices } from '../desk/services.ts'
import { notifySaved } from '../desk/undo-offer.tsx'
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
  territory(records: readonly WorkflowRecord[], territoryName: string | null): void
  status(records: readonly WorkflowRecord[], status: WorkflowStatus): void
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
  const { t } = useTexts()
  return useMemo(() => {
    function run(label: StoredText, bulk: BulkEdits): void {
      const { edits, problems, keptCount: count = 0 } = bulk
      notifyLeftOut(problems)
      if (edits.length === 0) {
        if (problems.length > 0) return
        notifyDone(
          count === 0 ? messageRef('board.done.nothing') : messageRef('board.done.nothingKept', { count }),
        )
        return
      }
      commands.apply(label, edits).then(
        ({ conflictCopies }) => {
          const text =
            count === 0
              ? messageRef('board.done.saved', { step: label })
              : messageRef('board.done.savedKept', { step: label, count })
          notifySaved(commands, label, text)
          if (conflictCopies.length > 0)
            notifyLeftOut([messageRef('board.done.conflictCopies', { count: conflictCopies.length })])
        },
        (error: unknown) => notifyFailure(messageRef('board.done.failed', { step: label }), error),
      )
    }
    function set(
      records: readonly WorkflowRecord[],
      fields: BulkFields,
      labelOf: (name: StoredText) => StoredText,
    ): void {
      const bulk = setFields(records, fields)
      run(labelOf(nameRef(changedBy(bulk, records))), bulk)
    }
    return {
      territory(records, territoryName) {
        set(records, { territoryName }, (name) =>
          territoryName === null
            ? messageRef('steps.removeTerritory', { name })
            : messageRef('steps.setTerritory', { value: territoryName, name }),
        )
      },
      status(records, status) {
        const value = messageRef(`fields.status.${status}`)
        set(records, { status }, (name) => messageRef('steps.setStatus', { value, name }))
      },
      assignee(records, noun, answer) {
        const field = noun === 'driver' ? 'driverSourceId' : 'vehicleSourceId'
        const bulk = setAssignee(records, field, answer, t)
        run(assigneeLabel(noun, answer, nameRef(changedBy(bulk, records))), bulk)
      },
      shift(records, minutes) {
        const label = messageRef('steps.shift', { minutes, name: nameRef(records) })
        run(label, shiftTimes(records, minutes, time.zone, t))
      },
      cancel: (records) => run(messageRef('steps.cancel', { name: nameRef(records) }), cancelAll(records)),
      complete: (records) =>
        set(records, { status: 'COMPLETED' }, (name) => messageRef('steps.complete', { name })),
      send: (records) => run(messageRef('steps.send', { name: nameRef(records) }), sendAll(records, t)),
      copy: (records, days, isToSend) =>
        run(
          messageRef('steps.duplicateToDays', { name: nameRef(records), days: days.length }),
          copyToDays(records, {
            days,
            isToSend,
            mintId,
            zone: time.zone,
            baseDay: today,
            dayOfRecord: (record) => (record.departsAtMs === 0 ? null : time.dayOf(record.departsAtMs)),
            t,
          }),
        ),
    }
  }, [commands, mintId, time, today, t])
}

function assigneeLabel(noun: 'driver' | 'vehicle', answer: AssigneeAnswer, name: StoredText): StoredText {
  if (answer.kind === 'none')
    return messageRef(noun === 'driver' ? 'steps.removeDriver' : 'steps.removeVehicle', { name })
  const value = answer.choice.name
  return messageRef(noun === 'driver' ? 'steps.setDriver' : 'steps.setVehicle', { value, name })
}

/** Those of `records` that are changed: a step does not count what it leaves alone. */
function changedBy({ edits }: BulkEdits, records: readonly WorkflowRecord[]): readonly WorkflowRecord[] {
  const ids = new Set(edits.map((each) => each.workflowId))
  return records.filter((each) => ids.has(each.id))
}

/** The workflows of a step: the one by its reference, several by their number. */
function nameRef(records: readonly WorkflowRecord[]): StoredText {
  const only = records.length === 1 ? records[0]?.plan.reference : ''
  return only || messageRef('app.workflows', { count: records.length })
}
