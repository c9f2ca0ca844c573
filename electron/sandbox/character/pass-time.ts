import { isoOf } from '../world/stored.ts'
import type { World } from '../world/world.ts'
import { drivenChange } from './driving.ts'
import { stepSecondDesk } from './second-desk.ts'

/** A deleting TSP deletes a workflow after this time, milliseconds. */
const DELETE_AFTER_MS = 600_000

/**
 * Applies everything that happens without a request up to now: operations end, drivers drive, the TSP deletes, the
 * second desk works. It is called before each request, so that no timer is needed.
 */
export function passTime(world: World, nowMs: number): void {
  world.settle(nowMs)
  const { driving, deletion, secondDesk } = world.character.traits()
  if (driving !== 'off') drive(world, driving, nowMs)
  if (deletion === 'afterTenMinutes') deleteOld(world, nowMs)
  if (secondDesk === 'busy') stepSecondDesk(world, nowMs)
}

function drive(world: World, how: Parameters<typeof drivenChange>[1], nowMs: number): void {
  for (const { record } of world.workflows()) {
    const change = drivenChange(record, how, nowMs)
    if (change !== null) world.editWorkflow(record.id, change, nowMs)
  }
}

function deleteOld(world: World, nowMs: number): void {
  for (const { record } of world.workflows()) {
    const dueMs = Date.parse(record.created_at ?? '') + DELETE_AFTER_MS
    if (record.deleted_at == null && dueMs <= nowMs) {
      world.editWorkflow(record.id, { deleted_at: isoOf(dueMs) }, nowMs)
    }
  }
}
