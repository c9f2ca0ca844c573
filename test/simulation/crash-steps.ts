import type { CreateSyncEngine } from '../../electron/host/sync/core/engine-types.ts'
import type { Finding } from './runs/ledger.ts'
import { finish } from './runs/run-seed.ts'
import { calmPlan, type FaultPlan } from './world/faults.ts'
import { createWorld, type World } from './world/world.ts'

/** The fate of answers in a run with a crash. */
export const ANSWERS = ['ok', 'lost', 'late'] as const
export type Answers = (typeof ANSWERS)[number]

/**
 * The length of the script: one workflow is created, edited while it is sent, edited when done and cancelled, beside a
 * second one.
 */
const SCRIPT_MS = 200_000

/** Runs the script once and crashes at its `crashAt`-th labelled step; −1 = never. */
export async function runWithCrash(
  createEngine: CreateSyncEngine,
  answers: Answers,
  crashAt: number,
): Promise<{ readonly labels: readonly string[]; readonly findings: readonly Finding[] }> {
  const labels: string[] = []
  const world = createWorld({
    seed: `crash ${answers}`,
    createEngine,
    plan: planFor(answers),
    settle: { from: 500, to: 4_000 },
    onStep(label, mine) {
      if (mine.clock.nowMs() >= SCRIPT_MS) return // no crash at the healthy end: nobody would start the program again
      labels.push(label)
      if (labels.length - 1 === crashAt) mine.crash()
    },
  })
  playScript(world)
  world.start()
  await world.clock.runUntil(SCRIPT_MS)
  await finish(world)
  return { labels, findings: world.ledger.findings }
}

function planFor(answers: Answers): FaultPlan {
  const calm = calmPlan()
  if (answers === 'ok') return calm
  const fault = answers === 'lost' ? 'answerLost' : 'lateArrival'
  return { ...calm, rates: { ...calm.rates, [fault]: 1 }, lateFromMs: 20_000, lateToMs: 40_000 }
}

function playScript(world: World): void {
  const { clock, desk } = world
  clock.at(1_000, () => {
    const first = desk.create()
    clock.at(1_500, () => desk.edit(first))
    clock.at(60_000, () => desk.edit(first))
    clock.at(120_000, () => desk.cancel(first))
  })
  clock.at(2_000, () => {
    const second = desk.create()
    clock.at(600, () => desk.cancel(second))
  })
  for (let at = 3_000; at < SCRIPT_MS; at += 3_000) {
    clock.at(at, () => {
      if (!world.isRunning()) world.start()
    })
  }
}
