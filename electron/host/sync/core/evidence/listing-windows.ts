import { departureOf, type Plan } from '../../../../../shared/model/plan/workflow.ts'
import { readInstantMs } from '../../../../../shared/util/depot-time.ts'
import { isoOf } from '../time/time-text.ts'

/** Listings begin this long before the first try, so that no difference between Catena's clocks can hide it. */
export const BEFORE_FIRST_TRY_MS = 15 * 60_000
/** Listings end this long after now, for the same reason. */
const AFTER_NOW_MS = 60 * 60_000
/** Catena refuses a window of more than 45 days. */
const LONGEST_WINDOW_MS = 44 * 86_400_000
/**
 * Where the time of the first try is not known (a lost journal): everything that could be sent by itself, also when the
 * computer then stood still for twice as long. Three slices.
 */
const LOOK_BACK_MS = 130 * 86_400_000
/** Part of a listing's time, ISO 8601 UTC by Catena's clock. */
export interface Window {
  readonly from: string
  readonly to: string
}

/** From `fromMs` to an hour after `nowMs` in slices that Catena accepts. Overlapping ends are harmless. */
export function windowsOf(fromMs: number, nowMs: number): Window[] {
  const end = nowMs + AFTER_NOW_MS
  const windows: Window[] = []
  for (let start = fromMs; start < end; start += LONGEST_WINDOW_MS) {
    windows.push({ from: isoOf(start), to: isoOf(Math.min(end, start + LONGEST_WINDOW_MS)) })
  }
  return windows
}

/**
 * Where listings begin in which an operation first tried at `firstTryServer` must appear. @param endedServer Catena's time
 * at which its last try had surely ended, for one whose first is not known.
 */
export function listedFrom(
  firstTryServer: number | null,
  nowMs: number,
  endedServer: number | null = null,
): number {
  const from =
    firstTryServer === null ? (endedServer ?? nowMs) - LOOK_BACK_MS : firstTryServer - BEFORE_FIRST_TRY_MS
  return Math.min(from, nowMs)
}

/** A planned start is looked for in a window of this much on either side; ms. */
const AROUND_START_MS = 86_400_000

/**
 * The windows of the workflow list in which a workflow with one of these plans must appear. The list filters by
 * `occurred_at` [doc], which may be the time of creation or the planned start [open]: both are covered.
 */
export function workflowWindowsOf(created: readonly Window[], plans: readonly Plan[]): Window[] {
  const windows = [...created]
  for (const plan of plans) {
    const departure = departureOf(plan)
    const startMs = departure === null ? null : readInstantMs(departure)
    if (startMs === null) continue
    const from = isoOf(startMs - AROUND_START_MS)
    const to = isoOf(startMs + AROUND_START_MS)
    if (!windows.some((each) => each.from <= from && each.to >= to)) windows.push({ from, to })
  }
  return windows
}
