import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createBody } from '../../../../electron/catena/plan-on-wire.ts'
import { ASYNC_WRITE_QUERY, PATHS, wireOperation } from '../../../../electron/catena/wire.ts'
import { parseWireJson, stringifyWireJson } from '../../../../electron/catena/wire-json.ts'
import type { Clock } from '../../../../electron/host/sync/core/ports.ts'
import { openTraining, type Training } from '../../../../electron/sandbox/training/training.ts'
import { trainingDay } from '../../../../electron/sandbox/training/training-day.ts'
import { type Plan, plan, sendablePlan } from '../../../../shared/model/plan/workflow.ts'

const WALL_MS = Date.parse('2026-11-24T11:00:00Z')
let folder: string
let nowMs: number
const log: string[] = []
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'planner-training-'))
  nowMs = WALL_MS
  log.length = 0
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Runs at once whatever is scheduled, and moves on by that much. */
const clock: Clock = {
  monotonicMs: () => nowMs,
  wallMs: () => nowMs,
  schedule: (delayMs, run) => {
    nowMs += delayMs
    queueMicrotask(run)
    return () => {}
  },
}

function open(): Training {
  return openTraining({
    folder,
    clock,
    log: (_level, text) => log.push(text),
    world: { failureRate: 0 },
  })
}

async function create(training: Training, each: Plan, sourceId: string) {
  const outcome = await training.write(
    {
      method: 'POST',
      path: `${PATHS.workflows}?${ASYNC_WRITE_QUERY}`,
      body: stringifyWireJson(createBody(each, sourceId)),
    },
    'training',
    30_000,
  )
  if (outcome.kind !== 'answered') throw new Error(outcome.kind)
  return { status: outcome.answer.status, body: parseWireJson(outcome.answer.body) }
}

describe('the training day', () => {
  const day = trainingDay('2026-11-24', 'America/Chicago')

  test('has 42 plans that can be stored, and those to send can be sent', () => {
    expect(day).toHaveLength(42)
    for (const each of day) expect(plan.parse(each.plan)).toEqual(each.plan)
    for (const each of day.filter(({ isToSend }) => isToSend)) {
      expect(sendablePlan.safeParse(each.plan).error).toBeUndefined()
    }
    expect(day.filter(({ isToSend }) => !isToSend).length).toBeGreaterThan(2)
  })

  test('has each reference once, and stops in order on that day', () => {
    expect(new Set(day.map((each) => each.plan.reference)).size).toBe(42)
    for (const each of day) {
      const times = each.plan.stops
        .flatMap(({ scheduledArrival, scheduledDeparture }) => [scheduledArrival, scheduledDeparture])
        .filter((time) => time !== null)
      expect(times).toEqual([...times].sort())
      expect(each.plan.startsAt?.slice(0, 10)).toBe('2026-11-24')
    }
  })

  test('has two without a driver, one driver booked twice at once, and one cancelled', () => {
    expect(day.filter((each) => each.plan.driverSourceId === null)).toHaveLength(2)
    expect(day.filter((each) => each.plan.status === 'CANCELLED')).toHaveLength(1)
    const overlaps = day.filter((one, index) =>
      day
        .slice(index + 1)
        .some(
          (other) =>
            one.plan.driverSourceId !== null &&
            one.plan.driverSourceId === other.plan.driverSourceId &&
            (one.plan.startsAt ?? '') < (other.plan.endsAt ?? '') &&
            (other.plan.startsAt ?? '') < (one.plan.endsAt ?? ''),
        ),
    )
    expect(overlaps).toHaveLength(1)
  })

  test('books no vehicle twice at once', () => {
    const booked = day.filter(({ plan: { vehicleSourceId } }) => vehicleSourceId !== null)
    expect(new Set(booked.map((each) => each.plan.vehicleSourceId)).size).toBe(booked.length)
  })

  test('is the same each time, and another on another day', () => {
    expect(trainingDay('2026-11-24', 'America/Chicago')).toEqual(day)
    expect(trainingDay('2026-11-25', 'America/Chicago')[0]?.plan.stops).not.toEqual(day[0]?.plan.stops)
  })

  test('comes through on days when the clocks change', () => {
    for (const changing of ['2026-03-08', '2026-11-01']) {
      expect(trainingDay(changing, 'America/Chicago')).toHaveLength(42)
    }
  })
})

describe('training mode', () => {
  test('takes every plan of the day but one, which it refuses with the path of the field', async () => {
    const training = open()
    const refused: unknown[] = []
    for (const [index, { plan: each, isToSend }] of trainingDay('2026-11-24', 'America/Chicago').entries()) {
      if (!isToSend) continue
      const { status, body } = await create(training, each, `dp_${index}`)
      if (status !== 202) refused.push({ status, body })
    }
    expect(refused).toEqual([
      {
        status: 422,
        body: expect.objectContaining({ detail: [expect.objectContaining({ path: 'total_distance_unit' })] }),
      },
    ])
  })

  test('finds its fleet again after it was killed', async () => {
    const first = open()
    const [one] = trainingDay('2026-11-24', 'America/Chicago')
    if (one === undefined) throw new Error('the day is empty')
    const { body } = await create(first, one.plan, 'dp_1')
    const operation = wireOperation.parse(body)
    const again = open()
    nowMs += 60_000
    const found = await again.reader.getOperation(operation.connection_id ?? '', operation.id, 'training')
    expect(found).toMatchObject({ kind: 'ok', value: { id: operation.id, status: 'success' } })
    if (found.kind !== 'ok') throw new Error(found.kind)
    const third = open()
    expect(await third.reader.getWorkflow(found.value.resource_id ?? '', 'training')).toMatchObject({
      kind: 'ok',
      value: { source_id: 'dp_1', territory_name: 'North' },
    })
  })

  test('sets a file aside that cannot be read, and starts anew', async () => {
    writeFileSync(path.join(folder, 'training-catena.json'), '{"seed":')
    const training = open()
    expect(log).toHaveLength(1)
    expect(existsSync(path.join(folder, 'training-catena.json.unreadable'))).toBe(true)
    expect(await training.reader.probe('training')).toMatchObject({ kind: 'ok' })
  })

  test('shows reference data in the shape of the desk, credentials left out', async () => {
    const training = open()
    const connections = await training.reader.referencePage('connections', null, 'training')
    expect(connections).toMatchObject({ kind: 'ok', value: { nextCursor: null } })
    expect(JSON.stringify(connections)).not.toContain('****')
    const drivers = await training.reader.referencePage('drivers', null, 'training')
    expect(drivers.kind === 'ok' && drivers.value.items.length).toBeGreaterThan(55)
  })

  test('knows one account and no sign-in', async () => {
    const { tokens } = open()
    expect(tokens.account()).toEqual({ issuer: 'training', subject: 'trainee' })
    expect(await tokens.accessToken()).toMatchObject({ kind: 'token' })
  })
})
