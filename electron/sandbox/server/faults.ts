import { z } from 'zod'
import type { SandboxRequest } from '../api/answers.ts'
import { TSP_ERROR_TYPES } from '../world/stored.ts'

/** Which requests a fault hits. A part that is left out matches everything. */
const matcher = z.strictObject({
  method: z.enum(['GET', 'POST', 'PATCH']).optional(),
  /** A part of the path. */
  path: z.string().optional(),
  /** A part of the body, such as a `source_id`. */
  body: z.string().optional(),
})

const when = {
  match: matcher.default({}),
  /** Probability that a matching request is hit, 0 to 1. */
  probability: z.number().min(0).max(1).default(1),
  /** How many requests are hit; `null` = until the fault is removed. */
  count: z.number().int().positive().nullable().default(null),
}

/**
 * The faults of a request. `before`: Catena does not take it. `after`: Catena takes it, and the caller gets no answer.
 * `late`: the caller sees a reset, and Catena takes it `delayMs` later.
 */
export const faultSpec = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('unauthorized'), ...when }),
  z.strictObject({
    kind: z.literal('rateLimited'),
    retryAfterSeconds: z.number().default(1),
    header: z.enum(['seconds', 'date', 'none']).default('seconds'),
    ...when,
  }),
  z.strictObject({
    kind: z.literal('status'),
    status: z.number().int().min(400).max(599),
    phase: z.enum(['before', 'after']).default('before'),
    body: z.enum(['json', 'html', 'empty']).default('json'),
    ...when,
  }),
  z.strictObject({
    kind: z.literal('drop'),
    phase: z.enum(['before', 'after', 'late']).default('after'),
    delayMs: z.number().nonnegative().default(1_000),
    ...when,
  }),
  z.strictObject({
    kind: z.literal('delay'),
    phase: z.enum(['before', 'after']).default('after'),
    delayMs: z.number().nonnegative(),
    ...when,
  }),
  /** Takes the request and never answers. */
  z.strictObject({ kind: z.literal('hang'), phase: z.enum(['before', 'after']).default('after'), ...when }),
  /** Takes the request and cuts the answer in the middle. */
  z.strictObject({ kind: z.literal('truncate'), ...when }),
  z.strictObject({
    kind: z.literal('portal'),
    status: z.union([z.literal(200), z.literal(302)]).default(200),
    ...when,
  }),
  z.strictObject({ kind: z.literal('tspFailure'), errorType: z.enum(TSP_ERROR_TYPES), ...when }),
  z.strictObject({ kind: z.literal('unsupported'), ...when }),
  /** 422 for one field. `path` as Catena writes it, such as `stops.1.location_name`. */
  z.strictObject({ kind: z.literal('refused'), path: z.string(), message: z.string(), ...when }),
  /** A proxy repeats the request: Catena takes it twice, the caller sees the first answer. */
  z.strictObject({ kind: z.literal('doubled'), ...when }),
  z.strictObject({ kind: z.literal('listingLag'), lagMs: z.number().nonnegative(), ...when }),
  /** Shifts the `Date` header. The clock of the sandbox stays right. */
  z.strictObject({ kind: z.literal('clockSkew'), skewMs: z.number(), ...when }),
])
/** A fault with all defaults. */
export type Fault = z.infer<typeof faultSpec>
/** A fault as it is entered. */
export type FaultSpec = z.input<typeof faultSpec>

/** A fault that is active. */
export interface ActiveFault {
  readonly id: number
  readonly fault: Fault
  /** Requests hit so far. */
  readonly hits: number
}

/** The active faults of a running sandbox. */
export interface Faults {
  /** @returns the id by which it is removed @throws ZodError for an invalid fault */
  add(spec: FaultSpec): number
  /** @returns false when there is no such fault */
  remove(id: number): boolean
  clear(): void
  list(): readonly ActiveFault[]
  /** The faults that hit this request, in the order in which they were added. Counts the hit. */
  hit(request: SandboxRequest): readonly Fault[]
}

/** Starts without faults. @param random from 0 to 1, compared with the probability of a fault */
export function createFaults(random: () => number): Faults {
  const active = new Map<number, { fault: Fault; hits: number }>()
  let nextId = 1

  function hit(request: SandboxRequest): Fault[] {
    const found: Fault[] = []
    for (const [id, each] of active) {
      if (!matches(each.fault, request) || random() >= each.fault.probability) continue
      found.push(each.fault)
      each.hits += 1
      if (each.fault.count !== null && each.hits >= each.fault.count) active.delete(id)
    }
    return found
  }

  return {
    add: (spec) => {
      const id = nextId++
      active.set(id, { fault: faultSpec.parse(spec), hits: 0 })
      return id
    },
    remove: (id) => active.delete(id),
    clear: () => active.clear(),
    list: () => [...active].map(([id, { fault, hits }]) => ({ id, fault, hits })),
    hit,
  }
}

function matches({ match }: Fault, request: SandboxRequest): boolean {
  return (
    (match.method === undefined || match.method === request.method) &&
    (match.path === undefined || request.path.includes(match.path)) &&
    (match.body === undefined || request.bodyText.includes(match.body))
  )
}
