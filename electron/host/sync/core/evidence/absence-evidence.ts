import type { Plan } from '../../../../../shared/model/plan/workflow.ts'
import type { Lane, PhaseOf } from '../lane/lane.ts'
import { UNKNOWN_SEQ } from '../lane/lane-facts.ts'
import { lookedFor } from '../lane/uncertainty.ts'
import { listedFrom } from './listing-windows.ts'

/** `Date` counts whole seconds, so waits that are measured with it get one second more. */
const DATE_STEP_MS = 1000

/** `absenceQuietMs` and `absenceGapMs` in force; ms. */
export interface Waits {
  readonly absenceQuietMs: number
  readonly absenceGapMs: number
}

/** `absenceQuietMs` is at least five times the worst lag seen, so that a listing five times as slow still counts. */
export function waitsOf(
  timings: { readonly absenceQuietMs: number; readonly absenceGapMs: number },
  worstLagMs: number,
): Waits {
  return {
    absenceQuietMs: Math.max(timings.absenceQuietMs, 5 * worstLagMs),
    absenceGapMs: timings.absenceGapMs,
  }
}

/** Catena's time from which the next look can count as evidence; `null` until the end of the attempt is known. */
export function ripeAt(phase: PhaseOf<'uncertain'>, waits: Waits): number | null {
  if (phase.endedServer === null) return null
  const first = phase.endedServer + waits.absenceQuietMs + DATE_STEP_MS
  return phase.firstClearServer === null
    ? first
    : Math.max(first, phase.firstClearServer + waits.absenceGapMs + DATE_STEP_MS)
}

/** True when a look at this time of Catena's can count as evidence. */
export function isRipe(phase: PhaseOf<'uncertain'>, waits: Waits, server: number): boolean {
  const ripe = ripeAt(phase, waits)
  return ripe !== null && server >= ripe
}

/** What to list to learn whether an uncertain operation exists. */
export interface LookPlan {
  readonly kind: 'create' | 'update'
  readonly connectionIds: readonly string[]
  /** Where the listings begin, by Catena's clock; ms since 1970. */
  readonly fromMs: number
  /** True when this look may count as evidence. Then the workflows are listed too. */
  readonly isEvidence: boolean
  /** What the workflow may contain; the windows of the workflow list depend on it. */
  readonly plans: readonly Plan[]
}

export function lookPlanOf(
  lane: Lane,
  phase: PhaseOf<'uncertain'>,
  waits: Waits,
  nowServer: number,
): LookPlan {
  const { operation } = phase
  const firstTry = operation.seq === UNKNOWN_SEQ ? null : lane.firstTryServer
  return {
    kind: operation.kind,
    connectionIds: lookedFor(phase).connectionIds,
    fromMs: listedFrom(firstTry, nowServer, phase.endedServer),
    isEvidence: operation.kind === 'create' && isRipe(phase, waits, nowServer),
    plans: [operation.plan, lane.desired.plan],
  }
}
