import { z } from 'zod'

/**
 * The behaviour that Catena's public pages leave open, and the behaviour of TSPs, as traits. Each value of a trait has
 * a sentence for `npm run sandbox -- --list-characters` and for the control page.
 */
export const TRAITS = {
  sourceId: {
    ours: 'An operation carries the source id that was sent, from the start.',
    nullThenOurs:
      'An operation has no source id while it is pending, and the one that was sent after its success.',
    nullThenTsp:
      'An operation has no source id while it is pending, then one that the TSP made; the workflow is read with the TSP’s id too.',
  },
  payload: {
    whole:
      'An operation shows its payload as it was sent, with the ids of driver and vehicle that Catena resolved.',
    knownFields: 'The payload of an operation lacks the fields that Catena’s read model does not know.',
    withoutSourceId: 'The payload of an operation lacks those fields and the source id; the stops stay.',
    absent: 'An operation has no payload (null).',
  },
  readLag: {
    none: 'A workflow is read as it is at the TSP.',
    minutes: 'A workflow is read as it was 10 minutes ago, or as absent.',
    hours: 'A workflow is read as it was 3 hours ago, or as absent.',
  },
  occurredAt: {
    created: 'The `occurred_at` of a workflow is the time when it was made.',
    started: 'The `occurred_at` of a workflow is its planned start.',
    null: 'The `occurred_at` of a workflow is null.',
  },
  workflowWindow: {
    occurredAt:
      'The window of the workflow list filters `occurred_at`, from one day ago unless asked, 45 days at most.',
    updatedAt: 'The window of the workflow list filters `updated_at` and is open unless asked.',
  },
  times: {
    exact: 'The TSP keeps times to the millisecond.',
    minutes: 'The TSP rounds times to the minute.',
  },
  fields: {
    kept: 'The TSP keeps every field.',
    inferredDropped:
      'A workflow is read without the fields that no read page of Catena shows (territory, unit of the distance).',
    dropped: 'The TSP drops territory, distance and the unit of the distance: they are read as null.',
  },
  stopNumbers: {
    asSent: 'Stops keep the sequence numbers that were sent.',
    fromOne: 'The TSP numbers stops from 1.',
    fromZero: 'The TSP numbers stops from 0.',
    byTen: 'The TSP numbers stops 10, 20, 30.',
  },
  deletion: {
    never: 'Nobody deletes workflows at the TSP.',
    afterTenMinutes: 'Each workflow is deleted at the TSP ten minutes after it was made.',
  },
  driving: {
    off: 'No workflow is driven.',
    byPlan: 'Drivers follow the planned times: the status moves on and the actual times are filled.',
    quickly:
      'Drivers set off one minute after a workflow was made and need one minute for each arrival and departure.',
  },
  creates: {
    asSaid: 'A failed create made nothing.',
    failButExist: 'Every create fails with a network error, and its workflow exists at the TSP all the same.',
  },
  updates: {
    asSaid: 'A failed update changed nothing.',
    failButTakeEffect: 'Every update fails with a network error, and takes effect at the TSP all the same.',
  },
  writes: {
    up: 'Writes are answered.',
    down: 'Writes get 504 and are not taken; reads are well.',
    downButTaken: 'Writes get 504 and are taken all the same; reads are well.',
  },
  listItems: {
    readable: 'Every item of a list can be read.',
    someUnreadable: 'Each page of a list also has a null, a text, and an item without an id.',
  },
  pageEnd: {
    marked: 'The last page of a list says so (`next_page` is null).',
    missingAtEnd: 'The last page of a list has no `next_page` at all.',
    missingAlways: 'No page of a list has a `next_page`, although there may be more.',
  },
  firstDate: {
    right: 'Every answer has the right `Date`.',
    dayAhead: 'The `Date` of the first answer after a start or a switch is one day ahead.',
    dayBehind: 'The `Date` of the first answer after a start or a switch is one day behind.',
  },
  writeAnswer: {
    whole: 'The answer to a write is the whole operation.',
    withoutStatus: 'The answer to a write has no `status`.',
    withoutId: 'The answer to a write has no `id`.',
  },
  patchSourceId: {
    ignored: 'A source id in an update is ignored.',
    renames: 'A source id in an update renames the workflow at the TSP.',
    refused: 'A source id in an update is refused with 422.',
  },
  ids: {
    any: 'A payload may name driver and vehicle by any id.',
    external:
      'A payload must name driver and vehicle by external ids that the fleet knows; `driver_id` and `vehicle_id` are unknown fields.',
    catena:
      'A payload must name driver and vehicle by Catena’s ids; `source_driver_id` and `source_vehicle_id` are unknown fields.',
  },
  secondDesk: {
    off: 'Nobody else plans.',
    busy: 'Every three minutes a second desk creates, edits or cancels a workflow.',
  },
} as const satisfies Record<string, Record<string, string>>

type Traits = typeof TRAITS
/** The name of a trait. */
export type TraitName = keyof Traits

/** One value for each trait. A lag can also be a number of milliseconds. */
export type SandboxCharacter = {
  readonly [Name in Exclude<TraitName, 'readLag'>]: keyof Traits[Name]
} & { readonly readLag: keyof Traits['readLag'] | number }

/** The default character: Catena behaves as its pages promise. */
export const DEFAULT_CHARACTER: SandboxCharacter = {
  sourceId: 'ours',
  payload: 'whole',
  readLag: 'none',
  occurredAt: 'created',
  workflowWindow: 'occurredAt',
  times: 'exact',
  fields: 'kept',
  stopNumbers: 'asSent',
  deletion: 'never',
  driving: 'off',
  creates: 'asSaid',
  updates: 'asSaid',
  writes: 'up',
  listItems: 'readable',
  pageEnd: 'marked',
  firstDate: 'right',
  writeAnswer: 'whole',
  patchSourceId: 'ignored',
  ids: 'any',
  secondDesk: 'off',
}

const LAGS = { none: 0, minutes: 600_000, hours: 10_800_000 } as const

/** The lag of the read model, milliseconds. */
export function readLagMs({ readLag }: SandboxCharacter): number {
  return typeof readLag === 'number' ? readLag : LAGS[readLag]
}

const valueSchemas = Object.fromEntries(
  Object.entries(TRAITS).map(([name, values]) => [name, z.enum(Object.keys(values)).optional()]),
)

/** Some traits with new values, as JSON. The schema is built from {@link TRAITS}, which TypeScript cannot infer. */
export const characterChange = z.strictObject({
  ...valueSchemas,
  readLag: z.union([z.enum(['none', 'minutes', 'hours']), z.number().nonnegative()]).optional(),
}) as unknown as z.ZodType<Partial<SandboxCharacter>>

/**
 * Reads `trait=value`, such as `sourceId=nullThenTsp`; a lag may be a number of milliseconds.
 * @throws RangeError for an unknown trait or value; it names the known ones.
 */
export function parseTrait(text: string): Partial<SandboxCharacter> {
  const [name = '', value = ''] = text.split('=')
  if (!isTraitName(name)) {
    throw new RangeError(`no trait ${name}; there are: ${Object.keys(TRAITS).join(', ')}`)
  }
  const isLag = name === 'readLag' && /^\d+$/.test(value)
  const parsed = characterChange.safeParse({ [name]: isLag ? Number(value) : value })
  if (parsed.success) return parsed.data
  throw new RangeError(`${name} is one of: ${Object.keys(TRAITS[name]).join(', ')}; not ${value}`, {
    cause: parsed.error,
  })
}

function isTraitName(name: string): name is TraitName {
  return Object.hasOwn(TRAITS, name)
}

/** Every trait and value with its sentence, one in each line; default values have a star. */
export function listCharacters(): string {
  return Object.entries(TRAITS)
    .flatMap(([name, values]) =>
      Object.entries(values).map(([value, sentence]) => {
        const star = Reflect.get(DEFAULT_CHARACTER, name) === value ? '*' : ' '
        return `${star} ${`${name}=${value}`.padEnd(32)} ${sentence}`
      }),
    )
    .join('\n')
}

/** The character of a running sandbox. */
export interface CharacterSwitch {
  traits(): SandboxCharacter
  /** Changes some traits; the others stay. */
  set(change: Partial<SandboxCharacter>): void
  /** Restores the character of the start. */
  reset(): void
  /** The error of the `Date` of the next answer, milliseconds: once after a start or a change, then 0. */
  takeDateSkewMs(): number
}

const DAY_MS = 86_400_000
const DATE_SKEWS = { right: 0, dayAhead: DAY_MS, dayBehind: -DAY_MS } as const

/** The default character, changed by `initial`. */
export function createCharacterSwitch(initial: Partial<SandboxCharacter> = {}): CharacterSwitch {
  const first: SandboxCharacter = { ...DEFAULT_CHARACTER, ...initial }
  let traits = first
  let isFirstAnswer = true

  function become(next: SandboxCharacter): void {
    traits = next
    isFirstAnswer = true
  }

  return {
    traits: () => traits,
    set: (change) => become({ ...traits, ...change }),
    reset: () => become(first),
    takeDateSkewMs: () => {
      const skewMs = isFirstAnswer ? DATE_SKEWS[traits.firstDate] : 0
      isFirstAnswer = false
      return skewMs
    },
  }
}
