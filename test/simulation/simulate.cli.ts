import process from 'node:process'
import { parseArgs } from 'node:util'
import { SingleBar } from 'cli-progress'
import { createSyncEngine } from '../../electron/host/sync/engine/engine.ts'
import { createSeededRandom } from '../doubles/seeded-random.ts'
import { parseCharacter } from './character/character.ts'
import { compareStrategies } from './figures/compare.ts'
import { FIGURES } from './figures/figures.ts'
import { printTally } from './runs/print-tally.ts'
import { openProgress } from './runs/progress-file.ts'
import { runBatches } from './runs/run-batches.ts'
import { runSeed } from './runs/run-seed.ts'
import { countOf } from './runs/tally.ts'

/**
 * `npm run simulate -- --seeds N --from S [--workflows 12] [--beyond] [--character drawn]`, or `--trace SEED`,
 * `--progress FILE` keeps the progress in a file: with the same arguments a stopped simulation continues. `--compare`,
 * `--figures [--only drain,year]`. `--character` is repeatable: `drawn`, a preset, or `trait=value,trait=value`.
 */
const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '5000' },
    from: { type: 'string', default: '1' },
    workflows: { type: 'string', default: '12' },
    character: { type: 'string', multiple: true, default: [] },
    beyond: { type: 'boolean', default: false },
    trace: { type: 'string' },
    progress: { type: 'string' },
    workers: { type: 'string' },
    compare: { type: 'boolean', default: false },
    only: { type: 'string' },
    figures: { type: 'boolean', default: false },
  },
})
const workflows = Number(values.workflows)
const character = values.character.join(',')
parseCharacter(character, createSeededRandom(0)) // throws for an unknown name

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
  const args = { from: Number(values.from), seeds, workflows, isBeyond: values.beyond, character }
  const progress = values.progress === undefined ? null : openProgress(values.progress, args)
  const tally = await runBatches({
    ...args,
    resume: progress?.found ?? null,
    onKept: (each) => progress?.keep(each),
    ...(values.workers === undefined ? {} : { workers: Number(values.workers) }),
    onProgress: (done, sum) =>
      bar.update(done, { speed: speed(done), failing: countOf(sum, 'failingSeeds') }),
  })
  bar.stop()
  progress?.close()
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
  const names = values.only === undefined ? Object.keys(FIGURES) : values.only.split(',')
  for (const name of names) {
    const measure = FIGURES[name]
    if (measure === undefined) throw new RangeError(`no figure is called ${name}: ${Object.keys(FIGURES)}`)
    for (const line of await measure(createSyncEngine)) console.log(`${name}: ${line}`)
  }
}

if (values.figures) await figures()
else if (values.compare) await compare()
else await (values.trace === undefined ? simulate() : trace(Number(values.trace)))
