import type { SeededRandom } from '../../doubles/seeded-random.ts'

/**
 * The traits of the simulated Catena: how it behaves where its public pages are silent or contradict each other [open].
 * A run has one value of each trait. The first value of each list is the one of {@link AS_BUILT}.
 */
export const TRAITS = {
  /**
   * What `source_id` of an operation and of the workflow it made reads as. `ours`: what the body said, from the start.
   * `nullThenOurs`: null until the operation has succeeded. `nullThenTsp`: null, then an id that the TSP minted.
   */
  sourceId: ['ours', 'nullThenOurs', 'nullThenTsp'],
  /**
   * What an operation gives back of the body that was sent. `withoutIds`: without `source_id`, the stops keep theirs.
   * `withoutUnknown`: without the fields that the read model does not have. `absent`: nothing.
   */
  payload: ['whole', 'withoutIds', 'withoutUnknown', 'absent'],
  /** What some answers to a write lack. */
  answer: ['whole', 'withoutStatus', 'withoutId'],
  /**
   * Another computer of the same account. `creates`: it makes workflows on the same connections. `edits`: it changes and
   * cancels ours as well.
   */
  secondDesk: ['none', 'creates', 'edits'],
  /** How long after a change a read of workflows, by id too, still shows what was before: 2 to 15 minutes, 1 to 5 hours. */
  readLag: ['none', 'minutes', 'hours'],
  /** What `occurred_at` is, by which lists of workflows are filtered; `started`: the planned start, may be days ahead. */
  occurredAt: ['created', 'started', 'null'],
  /** `rounded`: the TSP keeps times to the minute. */
  times: ['kept', 'rounded'],
  /** `dropped`: the TSP does not keep the territory and the distance. */
  fields: ['kept', 'dropped'],
  /** `renumbered`: the TSP counts stops by tens. */
  stops: ['kept', 'renumbered'],
  /** `drives`: the TSP moves workflows on to ACTIVE and COMPLETED and fills in actual times. */
  progress: ['none', 'drives'],
  /** `deletes`: the TSP deletes a workflow now and then. */
  deletion: ['none', 'deletes'],
  /** `takesEffect`: some updates that fail at the TSP have taken effect all the same. */
  failedUpdate: ['noEffect', 'takesEffect'],
  /** `unreadable`: for some minutes a list holds an item that cannot be read, or its pages have no end mark. */
  items: ['sound', 'unreadable'],
  /** `wrong`: the first `Date` after a start of the program is off by hours. */
  firstDate: ['right', 'wrong'],
  /** `windows`: for some minutes every write is answered with 504 and makes nothing, while reads are well. */
  writesDown: ['never', 'windows'],
} as const satisfies Readonly<Record<string, readonly string[]>>

export type Trait = keyof typeof TRAITS
/** One value of each trait. */
export type Character = { readonly [K in Trait]: (typeof TRAITS)[K][number] }

/** Every trait, in the order in which they are drawn. */
export const TRAIT_NAMES = Object.keys(TRAITS) as readonly Trait[]

/** What the sync engine was first built for. */
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
}

/** Characters that have a name. */
export const PRESETS: Readonly<Record<string, Character>> = {
  asBuilt: AS_BUILT,
  /** What Catena's pages on asynchronous writes say. */
  asDocumented: { ...AS_BUILT, sourceId: 'nullThenTsp' },
}

/** The name of a character that is drawn for each seed. */
export const DRAWN = 'drawn'

/** The share of seeds in which a trait is other than as built: few enough that each also meets a Catena with few traits. */
const OTHER = 0.4

/** One value of each trait, each drawn for itself. @param random a fork that nothing else draws from. */
export function drawCharacter(random: SeededRandom): Character {
  return Object.fromEntries(
    TRAIT_NAMES.map((trait) => [trait, drawTrait(random.fork(trait), trait)]),
  ) as Character
}

/** One value of one trait. @param random a fork for this trait alone. */
export function drawTrait(random: SeededRandom, trait: Trait): string {
  const [usual, ...others] = TRAITS[trait]
  return random.chance(OTHER) ? random.pick<string>(others) : usual
}

/**
 * Reads a character from text: a comma list of preset names, `drawn` and `trait=value`, of which later ones win.
 * @param random used when a part is `drawn`. @throws RangeError when a part names nothing.
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
