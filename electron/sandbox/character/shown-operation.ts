import type { WireOperation } from '../../catena/wire.ts'
import type { StoredOperation } from '../world/stored.ts'
import type { World } from '../world/world.ts'
import type { SandboxCharacter } from './character.ts'
import { withResolvedIds } from './payload-ids.ts'
import { sourceIdOfWorkflow } from './shown-workflow.ts'

/** An operation with source id and payload as the character shows them. */
export function shownOperation(world: World, stored: StoredOperation): WireOperation {
  const traits = world.character.traits()
  return {
    ...stored.record,
    source_id: shownSourceId(world, stored, traits),
    payload: shownPayload(world, stored.record.payload, traits),
  }
}

/** The answer to a write. `id` and `status` of an operation are optional in the SDK. */
export function shownWriteAnswer(world: World, stored: StoredOperation): object {
  const { id, status, ...rest } = shownOperation(world, stored)
  switch (world.character.traits().writeAnswer) {
    case 'whole':
      return { id, status, ...rest }
    case 'withoutStatus':
      return { id, ...rest }
    case 'withoutId':
      return { status, ...rest }
  }
}

function shownSourceId(
  world: World,
  { record }: StoredOperation,
  { sourceId }: SandboxCharacter,
): string | null | undefined {
  if (sourceId === 'ours') return record.source_id
  // The resource id of an update is known from the start.
  if (record.operation_type === 'create' && record.status !== 'success') return null
  const workflow = world.workflow(record.resource_id ?? '')
  return workflow === undefined ? record.source_id : sourceIdOfWorkflow(workflow, world.character.traits())
}

/** Fields of a body that the read model of Catena does not know. */
const UNKNOWN_FIELDS: readonly string[] = ['territory_name', 'total_distance_unit']

function shownPayload(world: World, payload: unknown, traits: SandboxCharacter): unknown {
  if (traits.payload === 'absent') return null
  if (typeof payload !== 'object' || payload === null) return payload
  const whole = withResolvedIds({ ...payload }, world.fleet)
  if (traits.payload === 'whole') return whole
  const dropped = traits.payload === 'knownFields' ? UNKNOWN_FIELDS : [...UNKNOWN_FIELDS, 'source_id']
  return Object.fromEntries(Object.entries(whole).filter(([name]) => !dropped.includes(name)))
}
