import { SYNC_STATES } from '../../../shared/model/status/sync-status.ts'
import { ALL_TRAIT_NAMES } from '../character/character.ts'
import { FAULTS } from '../world/faults.ts'
import { countOf, type Tally, TRAIT_PREFIX } from './tally.ts'

/** States that the host never shows: a draft has not been submitted. */
export const STATES_OF_THE_HOST = SYNC_STATES.filter((each) => each !== 'draft')

/** The columns of each value of a trait: its seeds, and the counts and findings in them. */
const TRAIT_COLUMNS = ['seeds', 'failingSeeds', 'creates', 'duplicates', 'lost', 'wrong', 'stuck'] as const

/** Prints a tally: the verdict, then how often each fault and state occurred. */
export function printTally(tally: Tally, seconds: number, print: (line: string) => void): void {
  const number = (name: string): string => countOf(tally, name).toLocaleString('en-GB')
  const perSecond = (tally.seeds / seconds).toFixed(1)
  print(
    `${tally.seeds.toLocaleString('en-GB')} seeds in ${seconds.toFixed(1)} s, ${perSecond} seeds/s, ` +
      `${(tally.virtualMs / 86_400_000).toFixed(0)} virtual days`,
  )
  print(
    `${number('found:lost')} lost, ${number('duplicates')} duplicated, ${number('found:wrong')} wrong, ` +
      `${number('found:stuck')} stuck; of ${number('lanes')} workflows, ${number('creates')} creates`,
  )
  const rules = Object.keys(tally.counts).filter((each) => each.startsWith('found:'))
  print(rules.length === 0 ? 'no rule broken' : rules.map((each) => `${each} ${number(each)}`).join(', '))
  print(table('faults', FAULTS, tally, 'fault:'))
  print(table('states', [...STATES_OF_THE_HOST, 'duplicate'], tally, 'state:'))
  print(table('ends', STATES_OF_THE_HOST, tally, 'end:'))
  printTraits(tally, print)
  for (const { seed, texts } of tally.failures) print(`seed ${seed}: ${texts.slice(0, 6).join('; ')}`)
}

function table(title: string, names: readonly string[], tally: Tally, prefix: string): string {
  const cells = names.map((each) => `${each} ${countOf(tally, prefix + each).toLocaleString('en-GB')}`)
  return `${title}: ${cells.join(' · ')}`
}

/** Prints every value of every trait: its seeds, and the findings in them. */
function printTraits(tally: Tally, print: (line: string) => void): void {
  print(`${'trait'.padEnd(28)}${TRAIT_COLUMNS.map((each) => each.padStart(12)).join('')}`)
  for (const name of ALL_TRAIT_NAMES) {
    const cells = TRAIT_COLUMNS.map((column) =>
      countOf(tally, `${TRAIT_PREFIX}${name}${column === 'seeds' ? '' : `:${column}`}`).toLocaleString(
        'en-GB',
      ),
    )
    print(`${name.padEnd(28)}${cells.map((each) => each.padStart(12)).join('')}`)
  }
}
