import type { SeededRandom } from '../../doubles/seeded-random.ts'

/** Every fault, by the name under which it is counted. The first sixteen are the list of the protocol. */
export const FAULTS = [
  'connectFails',
  'requestLost',
  'answerLost',
  'lateArrival',
  'errorBeforeCommit',
  'errorAfterCommit',
  'conflict409',
  'rateLimited',
  'unauthorized',
  'html200',
  'truncated',
  'listingLag',
  'crash',
  'outage',
  'clockJump',
  'sleep',
  'secondDevice',
  'redirect',
  'portal',
  'readFails',
  'tspAuth',
  'tspValidation',
  'tspNetwork',
  'tspError',
  'existsAnyway',
  'connectionInactive',
  'signOut',
  'otherAccount',
  'diskFull',
  'journalLost',
  'deskWiped',
  'cloned',
  'pageCrash',
  'longOff',
  'duplicate',
  'journalCut',
] as const
export type Fault = (typeof FAULTS)[number]

/** The faults of one run and their rates. */
export interface FaultPlan {
  /** Probability per request, or per occasion in the world; 0 = never in this run. */
  readonly rates: Readonly<Record<Fault, number>>
  /** Longest time between the sending and the commit of a late arrival, in milliseconds. */
  readonly lateFromMs: number
  readonly lateToMs: number
  /** Longest time until a listing shows what was committed, in milliseconds. */
  readonly lagToMs: number
}

/**
 * The usual rates. In each run a fault is off, usual or frequent, so that it also occurs in runs with few other faults.
 */
const USUAL: Readonly<Record<Fault, number>> = {
  connectFails: 0.15,
  requestLost: 0.1,
  answerLost: 0.2,
  lateArrival: 0.15,
  errorBeforeCommit: 0.1,
  errorAfterCommit: 0.1,
  conflict409: 0.06,
  rateLimited: 0.06,
  unauthorized: 0.04,
  html200: 0.06,
  truncated: 0.06,
  listingLag: 0.4,
  crash: 0.5,
  outage: 0.5,
  clockJump: 0.4,
  sleep: 0.4,
  secondDevice: 0.15,
  redirect: 0.04,
  portal: 0.3,
  readFails: 0.08,
  tspAuth: 0.03,
  tspValidation: 0.04,
  tspNetwork: 0.05,
  tspError: 0.05,
  existsAnyway: 0.4,
  connectionInactive: 0.05,
  signOut: 0.12,
  otherAccount: 0.08,
  diskFull: 0.1,
  journalLost: 0.06,
  deskWiped: 0.06,
  cloned: 0.05,
  pageCrash: 0.2,
  longOff: 0.08,
  duplicate: 0,
  journalCut: 0,
}

/**
 * Draws the faults of a run. Their delays stay within the bound of the protocol (`absenceQuietMs` + `absenceGapMs` =
 * 360 s).
 */
export function drawFaultPlan(random: SeededRandom): FaultPlan {
  const rates = { ...USUAL }
  for (const fault of FAULTS.filter((each) => each !== 'journalCut')) {
    const kind = random.next()
    rates[fault] = kind < 0.35 ? 0 : kind < 0.8 ? USUAL[fault] : Math.min(0.9, USUAL[fault] * 2.5)
  }
  // A duplicate made by a proxy is detected, not prevented. It has a few runs of its own, whose duplicates are not
  // counted.
  if (random.chance(0.03)) rates.duplicate = 0.15
  // A random source of its own: it changes no draw of the runs without this fault.
  rates.journalCut = random.fork('journal cut').chance(0.1) ? 0.7 : 0
  // When the desk's store and the journal are both lost, no program can keep its promises.
  if (rates.journalLost > 0 || rates.journalCut > 0) rates.deskWiped = 0
  return { rates, lateFromMs: 100, lateToMs: 240_000, lagToMs: random.pick([1_000, 20_000, 100_000]) }
}

/** Delays beyond the bound of the protocol. They must cause duplicates, which shows that the checker finds them. */
export function beyondTheBound(plan: FaultPlan): FaultPlan {
  return {
    ...plan,
    rates: { ...plan.rates, lateArrival: 0.5, duplicate: 0 },
    lateFromMs: 500_000,
    lateToMs: 1_500_000,
  }
}

/** No faults at all. */
export function calmPlan(): FaultPlan {
  const rates = { ...USUAL }
  for (const fault of FAULTS) rates[fault] = 0
  return { rates, lateFromMs: 0, lateToMs: 0, lagToMs: 0 }
}
