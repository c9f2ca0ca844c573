import type { SeededRandom } from '../doubles/seeded-random.ts'

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
  /** `creates`: another computer of the same account makes workflows on the same connections. */
  secondDesk: ['none', 'creates'],
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
}

/** Characters that have a name. */
export const PRESETS: Readonly<Record<string, Character>> = {
  asBuilt: AS_BUILT,
  /** What Catena's pages on asynchronous writes say. */
  asDocumented: { ...AS_BUILT, sourceId: 'nullThenTsp' },
}

/** The name of a character that is drawn for each seed. */
export const DRAWN = 'drawn'

/** One value of each trait, drawn evenly and independently. @param random a fork that nothing else draws from. */
export function drawCharacter(random: SeededRandom): Character {
  const drawn = TRAIT_NAMES.map((trait) => [trait, random.fork(trait).pick<string>(TRAITS[trait])])
  return Object.fromEntries(drawn) as Character
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
