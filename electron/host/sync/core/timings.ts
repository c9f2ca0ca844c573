import { z } from 'zod'

/** The times of the protocol, in milliseconds. `PLANNER_SYNC_TIMINGS` (JSON) overrides them for tests. */
export const syncTimings = z.object({
  /** Shortest time from the end of an attempt to the first listing that counts as evidence of absence. */
  absenceQuietMs: z.number().positive().default(300_000),
  /** Shortest time between the two listings of one evidence of absence. */
  absenceGapMs: z.number().positive().default(60_000),
  /** Deadline of one write, from the first byte to the last of the answer. */
  writeDeadline: z.number().positive().default(30_000),
  /** When an uncertain change is looked for, counted from the end of its attempt. The last step repeats. */
  lookSteps: z.array(z.number().positive()).min(1).default([2_000, 10_000, 30_000, 60_000]),
  /** Steps between the polls of an accepted operation. The last one repeats until `pollSlowAfter`. */
  pollSteps: z.array(z.number().positive()).min(1).default([2_000, 4_000, 8_000, 16_000, 32_000, 60_000]),
  /** Age of an accepted operation after which it is polled every `pollSlow`. */
  pollSlowAfter: z.number().positive().default(600_000),
  pollSlow: z.number().positive().default(300_000),
  /** Full jitter: a wait is a random time from 0 to min(backoffMax, backoffMin × 2^n). */
  backoffMin: z.number().positive().default(2_000),
  backoffMax: z.number().positive().default(60_000),
  /** A write needs an authenticated answer of Catena that is not older than this. */
  freshAnswer: z.number().positive().default(60_000),
  /** How often the network is probed while it is down, and while it is up without other answers. */
  probeOffline: z.number().positive().default(10_000),
  probeOnline: z.number().positive().default(45_000),
})
export type SyncTimings = z.infer<typeof syncTimings>

/** The defaults. */
export const DEFAULT_TIMINGS: SyncTimings = syncTimings.parse({})
