import type { SeededRandom } from '../../doubles/seeded-random.ts'

/**
 * The traits of the simulated Catena: its behaviour where the public pages are silent or contradict each other [open]; and,
 * last, of the desk. A run has one value of each trait. The first value of each list belongs to {@link AS_BUILT}.
 */
export const TRAITS = {
  /**
   * The `source_id` that Catena shows for an operation and its workflow. `ours`: the one in the body, from the start.
   * `nullThenOurs`: null until the operation has succeeded. `nullThenTsp`: null, then an id that the TSP minted.
   */
  sourceId: ['ours', 'nullThenOurs', 'nullThenTsp'],
  /**
   * The part of the sent body that an operation shows. `withoutIds`: without `source_id`; the stops keep their ids.
   * `withoutUnknown`: without fields that the read model does not have. `absent`: nothing.
   */
  payload: ['whole', 'withoutIds', 'withoutUnknown', 'absent'],
  /** What is missing in some answers to writes. */
  answer: ['whole', 'withoutStatus', 'withoutId'],
  /**
   * Another computer with the same account. `creates`: it makes workflows on the same connections. `edits`: it also
   * changes and cancels ours.
   */
  secondDesk: ['none', 'creates', 'edits'],
  /** How long reads of workflows, also by id, show the old version after a change: 2 to 15 minutes, 1 to 5 hours. */
  readLag: ['none', 'minutes', 'hours'],
  /**
   * The time in `occurred_at`, by which lists of workflows are filtered. `started`: the planned start, which may be
   * days ahead.
   */
  occurredAt: ['created', 'started', 'null'],
  /** `rounded`: the TSP keeps times to the minute. */
  times: ['kept', 'rounded'],
  /** `dropped`: the TSP does not keep the territory and the distance. */
  fields: ['kept', 'dropped'],
  /** `renumbered`: the TSP counts stops by tens. */
  stops: ['kept', 'renumbered'],
  /** `drives`: the TSP sets workflows to ACTIVE and COMPLETED and fills in actual times. */
  progress: ['none', 'drives'],
  /** `deletes`: the TSP deletes some workflows. */
  deletion: ['none', 'deletes'],
  /** `takesEffect`: some updates that fail at the TSP take effect. */
  failedUpdate: ['noEffect', 'takesEffect'],
  /** `unreadable`: for some minutes a list holds an item that cannot be read, or its pages have no end mark. */
  items: ['sound', 'unreadable'],
  /** `wrong`: the first `Date` after a start of the program is off by hours. */
  firstDate: ['right', 'wrong'],
  /** `windows`: for some minutes every write is answered with 504 and makes nothing; reads work. */
  writesDown: ['never', 'windows'],
  /** `on`: the desk reads what others plan, others change it, and the dispatcher edits it. */
  pull: ['off', 'on'],
} as const satisfies Readonly<Record<string, readonly string[]>>

export type Trait = keyof typeof TRAITS
/** One value of each trait. */
export type Character = { readonly [K in Trait]: (typeof TRAITS)[K][number] }

/** Every trait, in the order in which they are drawn. */
export const TRAIT_NAMES = Object.keys(TRAITS) as readonly Trait[]

/** The behaviour that the sync engine was first built for. */
export const AS_BUILT: Character = {
  sourceId: 'ours',
  payload: 'whole',
  answer: 'whole',
  secondDesk: 'none',
  readLag: 'none',
  occurredAt: 'created',
  times: 'kept',
  fields: 'kept',
  stops: 'kept',
  progress: 'none',
  deletion: 'none',
  failedUpdate: 'noEffect',
  items: 'sound',
  firstDate: 'right',
  writesDown: 'never',
  pull: 'off',
}

/** Named characters. */
export const PRESETS: Readonly<Record<string, Character>> = {
  asBuilt: AS_BUILT,
  /** The behaviour that Catena's pages on asynchronous writes describe. */
  asDocumented: { ...AS_BUILT, sourceId: 'nullThenTsp' },
}

/** The name of a character that is drawn for each seed. */
export const DRAWN = 'drawn'

/** The probability that a trait differs from `AS_BUILT`. It is low enough that many seeds differ in few traits only. */
const OTHER = 0.4
/** Reading the list makes a run twice as long. */
const RARE: Readonly<Partial<Record<Trait, number>>> = { pull: 0.2 }

/** Draws one value of each trait. @param random a fork that is used for nothing else */
export function drawCharacter(random: SeededRandom): Character {
  return Object.fromEntries(
    TRAIT_NAMES.map((trait) => [trait, drawTrait(random.fork(trait), trait)]),
  ) as Character
}

/** Draws one value of one trait. @param random a fork for this trait only */
export function drawTrait(random: SeededRandom, trait: Trait): string {
  const [usual, ...others] = TRAITS[trait]
  return random.chance(RARE[trait] ?? OTHER) ? random.pick<string>(others) : usual
}

/**
 * Reads a character from text: a comma list of preset names, `drawn` and `trait=value`, of which later ones win.
 * @param random used for `drawn` @throws RangeError for an unknown part
 */
export function parseCharacter(text: string, random: SeededRandom): Character {
  let character = AS_BUILT
  for (const part of text.split(',').map((each) => each.trim())) {
    if (part === '') continue
    if (part === DRAWN) character = drawCharacter(random)
    else if (part.includes('=')) character = { ...character, ...parseTrait(part) }
    else character = presetOf(part)
  }
  return character
}

function presetOf(name: string): Character {
  const preset = PRESETS[name]
  if (preset === undefined) throw new RangeError(`no character is called ${name}: ${Object.keys(PRESETS)}`)
  return preset
}

function parseTrait(part: string): Partial<Character> {
  const [name = '', value = ''] = part.split('=')
  const trait = TRAIT_NAMES.find((each) => each === name)
  if (trait === undefined) throw new RangeError(`no trait is called ${name}: ${TRAIT_NAMES}`)
  const values: readonly string[] = TRAITS[trait]
  if (!values.includes(value)) throw new RangeError(`${name} cannot be ${value}: ${values}`)
  return { [trait]: value }
}

/** The names under which the values of a character are counted. */
export function traitNames(character: Character): string[] {
  return TRAIT_NAMES.map((trait) => `${trait}=${character[trait]}`)
}

/** Every value of every trait, as {@link traitNames} writes them. */
export const ALL_TRAIT_NAMES: readonly string[] = TRAIT_NAMES.flatMap((trait) =>
  TRAITS[trait].map((value) => `${trait}=${value}`),
)
