import type { Connection, Driver, Vehicle } from '../../shared/model/reference.ts'
import { referenceKey } from '../../shared/model/reference.ts'
import type { Texts } from '../../shared/text/texts.ts'
import { connectionName } from '../components/display/connection-label.ts'
import type { AssigneeOption } from '../components/search/assignee-search.ts'
import type { WorkflowRecord } from '../db/schema/records.ts'

/** A driver or vehicle that many workflows can get at once; its id means something within its connection only. */
export interface AssigneeChoice extends AssigneeOption {
  readonly key: string
  readonly connectionId: string | null
}

/** What the dispatcher answers: a driver or vehicle, or that it is taken off. */
export type AssigneeAnswer =
  | { readonly kind: 'assignee'; readonly choice: AssigneeChoice }
  | { readonly kind: 'none' }

/**
 * The drivers or vehicles that at least one of `records` can get. Where they are of more than one connection, each says
 * of which: two fleets may give one id, or one name, to two people.
 */
export function assigneeChoices(
  assignee: readonly (Driver | Vehicle)[],
  records: readonly WorkflowRecord[],
  connections: readonly Connection[],
  { t, compare }: Pick<Texts, 't' | 'compare'>,
): readonly AssigneeChoice[] {
  const wanted = new Set(records.map((each) => each.plan.connectionId))
  const list = assignee.filter(
    ({ connectionId }) => connectionId === null || wanted.has(connectionId) || wanted.has(null),
  )
  const names = new Map(connections.map((each) => [each.id, connectionName(each)]))
  const isMixed = new Set(list.map((each) => each.connectionId)).size > 1
  const choices = list.map((each): AssigneeChoice => {
    const { connectionId, sourceId, isActive } = each
    const known = 'licensePlate' in each ? each.licensePlate : each.employeeNumber
    const of =
      connectionId === null ? t('board.setAssignee.anyConnection') : (names.get(connectionId) ?? connectionId)
    return {
      key: referenceKey(connectionId, sourceId),
      connectionId,
      sourceId,
      name: each.name === '' ? sourceId : each.name,
      detail: [known ?? '', isMixed ? of : ''].filter((part) => part !== '').join(' · '),
      isActive,
    }
  })
  return choices.sort(
    (a, b) =>
      Number(b.isActive) - Number(a.isActive) ||
      compare(names.get(a.connectionId ?? '') ?? '', names.get(b.connectionId ?? '') ?? '') ||
      compare(a.name, b.name),
  )
}
