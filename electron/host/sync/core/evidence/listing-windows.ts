import { departureOf, type Plan } from '../../../../../shared/model/plan/workflow.ts'
import { readInstantMs } from '../../../../../shared/util/depot-time.ts'
import { isoOf } from '../time/time-text.ts'

/** Listings begin this long before the first try, because Catena's clocks may differ. */
export const BEFORE_FIRST_TRY_MS = 15 * 60_000
/** Listings end this long after now, because Catena's clocks may differ. */
const AFTER_NOW_MS = 60 * 60_000
/** Catena refuses a window of more than 45 days. */
const LONGEST_WINDOW_MS = 44 * 86_400_000
/**
 * Where listings begin when the time of the first try is not known (a lost journal). It covers every change that could
 * still be sent without a person, also when the computer then stood still for twice as long. It takes three windows.
 */
const LOOK_BACK_MS = 130 * 86_400_000
/** The time that one listing covers, ISO 8601 UTC by Catena's clock. */
export interface Window {
  readonly from: string
  readonly to: string
}

/** The windows from `fromMs` to an hour after `nowMs`, each as long as Catena accepts. Windows may overlap. */
export function windowsOf(fromMs: number, nowMs: number): Window[] {
  const end = nowMs + AFTER_NOW_MS
  const windows: Window[] = []
  for (let start = fromMs; start < end; start += LONGEST_WINDOW_MS) {
    windows.push({ from: isoOf(start), to: isoOf(Math.min(end, start + LONGEST_WINDOW_MS)) })
  }
  return windows
}

/**
 * Where listings begin that must show an operation with its first try at `firstTryServer`.
 * @param endedServer Catena's time at which its last try had surely ended; used when the time of the first try is not
 * known.
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

/** The window around a planned start reaches this far to either side; ms. */
const AROUND_START_MS = 86_400_000

/**
 * The windows of the workflow list that must show a workflow with one of these plans. The list filters by `occurred_at`
 * [doc], which may be the time of creation or the planned start [open]. The windows cover both.
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
