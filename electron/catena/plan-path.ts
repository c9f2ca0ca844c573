import { planFields, STOP_PATHS } from '../../shared/model/plan/plan-fields.ts'
import { assigneeFieldOf } from './assignee-on-wire.ts'

/** A path in the sent body (422 detail) → the path of the field on the form. An unknown path stays unchanged. */
export function planPathOf(wirePath: string | readonly (string | number)[]): (string | number)[] {
  const steps = (typeof wirePath === 'string' ? wirePath.split(/[.[\]]+/) : [...wirePath])
    .filter((step) => step !== '')
    .map((step) => (typeof step === 'string' && /^\d+$/.test(step) ? Number(step) : step))
  if (steps[0] === 'body') steps.shift()
  const [first, index, name, last] = steps
  if (first === 'connection_id') return ['connectionId']
  if (first === 'stops' && typeof index === 'number') {
    if (name === 'location' && last === 'coordinates')
      return ['stops', index, steps[4] === 0 ? 'longitude' : 'latitude']
    if (name === 'source_stop_id') return ['stops', index, 'sourceStopId']
    return typeof name === 'string' ? ['stops', index, STOP_PATHS[name] ?? name] : ['stops', index]
  }
  const field = planFields().find(([, wireName]) => wireName === first)?.[0] ?? assigneeFieldOf(first)
  return field ? [field] : steps
}
