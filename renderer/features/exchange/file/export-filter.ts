import type { Plan } from '../../../../shared/model/plan/workflow.ts'
import { foldedText } from './cells/clean-text.ts'

/** The names by the ids of drivers and vehicles. */
export type AssigneeNames = ReadonlyMap<string, string>

/** True for a plan that has all the words: in its reference, driver, vehicle, territory, status, instructions or stops. */
export function hasWords(plan: Plan, words: string, names: AssigneeNames): boolean {
  const wanted = foldedText(words).split(' ')
  const ids = [plan.driverSourceId, plan.vehicleSourceId].filter((each) => each !== null)
  const texts = [
    plan.reference,
    ...ids.flatMap((id) => [id, names.get(id) ?? '']),
    plan.territoryName ?? '',
    plan.status,
    plan.instructions ?? '',
    ...plan.stops.map((each) => each.locationName ?? ''),
  ]
  const all = foldedText(texts.join(' '))
  return wanted.every((each) => all.includes(each))
}
