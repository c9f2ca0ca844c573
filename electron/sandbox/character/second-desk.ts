import { z } from 'zod'
import type { StoredOperation, StoredWorkflow } from '../world/stored.ts'
import type { World } from '../world/world.ts'

/** What a second desk can do. It writes to Catena as this desk does, so its operations are listed too. */
export const secondDeskCommand = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('create'), plan: z.record(z.string(), z.unknown()).default({}) }),
  z.strictObject({
    do: z.literal('edit'),
    workflowId: z.string().optional(),
    change: z.record(z.string(), z.unknown()).optional(),
  }),
  z.strictObject({ do: z.literal('cancel'), workflowId: z.string().optional() }),
])
export type SecondDeskCommand = z.input<typeof secondDeskCommand>

/**
 * Carries out one command at the second desk. Without a `workflowId` an edit or a cancel takes the newest workflow that
 * is neither cancelled nor deleted. @returns the id of the operation @throws RangeError when there is no such workflow
 */
export function actAtSecondDesk(world: World, given: SecondDeskCommand, nowMs: number): string {
  const command = secondDeskCommand.parse(given)
  if (command.do === 'create') return createAtSecondDesk(world, command.plan, nowMs)
  const target = command.workflowId === undefined ? newest(world) : world.workflow(command.workflowId)
  if (target === undefined) throw new RangeError(`there is no workflow to ${command.do}`)
  const change =
    command.do === 'cancel'
      ? { workflow_status: 'CANCELLED' }
      : (command.change ?? { instructions: `Changed at the second desk (${stepsOf(world).length + 1})` })
  return updateAtSecondDesk(world, target, change, nowMs)
}

const PAUSE_MS = 180_000

/** Every three minutes the second desk creates a workflow, edits the newest, or cancels one of its own. */
export function stepSecondDesk(world: World, nowMs: number): void {
  const steps = stepsOf(world)
  const lastMs = Date.parse(steps.at(-1)?.record.created_at ?? '')
  if (nowMs < lastMs + PAUSE_MS) return
  const own = world
    .workflows()
    .findLast((each) => isOpen(each) && String(each.record.source_id).startsWith(SOURCE_PREFIX))
  const turn = steps.length % 3
  if (turn === 1 && newest(world) !== undefined) actAtSecondDesk(world, { do: 'edit' }, nowMs)
  else if (turn === 2 && own !== undefined) {
    actAtSecondDesk(world, { do: 'cancel', workflowId: own.record.id }, nowMs)
  } else actAtSecondDesk(world, { do: 'create' }, nowMs)
}

const SOURCE_PREFIX = 'dp_seconddesk_'

function stepsOf(world: World): StoredOperation[] {
  return world.operations().filter((each) => each.by === 'secondDesk')
}

function isOpen({ record }: StoredWorkflow): boolean {
  return record.deleted_at == null && record.workflow_status !== 'CANCELLED'
}

function newest(world: World): StoredWorkflow | undefined {
  return world.workflows().findLast(isOpen)
}

function createAtSecondDesk(world: World, plan: Readonly<Record<string, unknown>>, nowMs: number): string {
  const number = stepsOf(world).length + 1
  const connectionId =
    typeof plan.connection_id === 'string' ? plan.connection_id : (world.fleet.connections[0]?.id ?? '')
  const sourceId = `${SOURCE_PREFIX}${number}`
  const stop = { source_stop_id: `${sourceId}_stop`, sequence_number: 1, location_name: 'Second yard' }
  const payload = {
    connection_id: connectionId,
    source_id: sourceId,
    workflow_status: 'PLANNED',
    stops: [stop],
    ...plan,
  }
  const operation = { connectionId, type: 'create', sourceId, resourceId: null, payload } as const
  return world.addOperation({ ...operation, failure: null, by: 'secondDesk' }, nowMs).record.id
}

function updateAtSecondDesk(
  world: World,
  { record }: StoredWorkflow,
  change: Readonly<Record<string, unknown>>,
  nowMs: number,
): string {
  const connectionId = record.connection_id ?? ''
  const operation = {
    connectionId,
    type: 'update',
    sourceId: record.source_id ?? null,
    resourceId: record.id,
    payload: { connection_id: connectionId, ...change },
  } as const
  return world.addOperation({ ...operation, failure: null, by: 'secondDesk' }, nowMs).record.id
}
