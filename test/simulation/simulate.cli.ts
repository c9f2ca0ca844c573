import process from 'node:process'
import { parseArgs } from 'node:util'
import { SingleBar } from 'cli-progress'
import { createSyncEngine } from '../../electron/host/sync/engine.ts'
import { createSeededRandom } from '../doubles/seeded-random.ts'
import { parseCharacter } from './character.ts'
import { compareStrategies } from './compare.ts'
import { measureFigures } from './figures.ts'
import { printTally } from './print-tally.ts'
import { runBatches } from './run-batches.ts'
import { runSeed } from './run-seed.ts'
import { countOf } from './tally.ts'

/**
 * `npm run simulate -- --seeds N --from S [--workflows 12] [--beyond] [--character drawn]`, or `--trace SEED`,
 * `--compare`, `--figures`. `--character` is repeatable: `drawn`, a preset, or `trait=value,trait=value`.
 */
const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '5000' },
    from: { type: 'string', default: '1' },
    workflows: { type: 'string', default: '12' },
    character: { type: 'string', multiple: true, default: [] },
    beyond: { type: 'boolean', default: false },
    trace: { type: 'string' },
    workers: { type: 'string' },
    compare: { type: 'boolean', default: false },
    figures: { type: 'boolean', default: false },
  },
})
const workflows = Number(values.workflows)
const character = values.character.join(',')
parseCharacter(character, createSeededRandom(0)) // throws for a name that there is not

async function trace(seed: number): Promise<void> {
  const options = { seed, workflows, isBeyond: values.beyond, character, isTraceKept: true }
  const { lines, findings, hash } = await runSeed(createSyncEngine, options)
  for (const line of lines) console.log(line)
  console.log(`seed ${seed}: trace hash ${hash}, ${findings.length} findings`)
  for (const { rule, text } of findings) console.log(`  ${rule}: ${text}`)
}

async function simulate(): Promise<void> {
  const seeds = Number(values.seeds)
  const bar = new SingleBar({
    format: '{bar} {value}/{total} seeds, {speed}/s, {failing} failing, {eta_formatted} to go',
    hideCursor: true,
  })
  const startedMs = performance.now()
  const speed = (done: number): string => (done / ((performance.now() - startedMs) / 1000)).toFixed(0)
  bar.start(seeds, 0, { speed: '0', failing: 0 })
  const tally = await runBatches({
    from: Number(values.from),
    seeds,
    workflows,
    isBeyond: values.beyond,
    character,
    ...(values.workers === undefined ? {} : { workers: Number(values.workers) }),
    onProgress: (done, sum) =>
      bar.update(done, { speed: speed(done), failing: countOf(sum, 'failingSeeds') }),
  })
  bar.stop()
  printTally(tally, (performance.now() - startedMs) / 1000, (line) => console.log(line))
  const isGood = values.beyond ? countOf(tally, 'duplicates') > 0 : countOf(tally, 'failingSeeds') === 0
  if (!isGood && !values.beyond) {
    const first = tally.failures[0]
    if (first !== undefined)
      console.log(`see it: npm run simulate -- --trace ${first.seed}${characterArgs()}`)
  }
  process.exitCode = isGood ? 0 : 1
}

function characterArgs(): string {
  return character === '' ? '' : ` --character ${character}`
}

async function compare(): Promise<void> {
  const seeds = values.seeds === '5000' ? 300 : Number(values.seeds)
  for (const each of await compareStrategies(createSyncEngine, seeds, Number(values.from), workflows)) {
    const { name, creates, extra, perTenThousand } = each
    console.log(
      `${name.padEnd(24)} ${extra} duplicates of ${creates} creates: ${perTenThousand.toFixed(0)} per 10,000`,
    )
  }
}

async function figures(): Promise<void> {
  for (const line of await measureFigures(createSyncEngine)) console.log(line)
}

if (values.figures) await figures()
else if (values.compare) await compare()
else await (values.trace === undefined ? simulate() : trace(Number(values.trace)))
