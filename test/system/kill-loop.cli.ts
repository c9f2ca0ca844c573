import { parseArgs } from 'node:util'
import { Presets, SingleBar } from 'cli-progress'
import { runKillLoop } from './kill-loop.ts'

/** `npm run kill-loop -- --rounds 200 --seed 1`: `kill -9` of the real host against the real sandbox. */
const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '200' }, seed: { type: 'string', default: '1' } },
})
const rounds = Number(values.rounds)
const bar = new SingleBar(
  { format: '{bar} {value}/{total} kills, {eta_formatted} left' },
  Presets.shades_classic,
)
bar.start(rounds, 0)
const result = await runKillLoop({ rounds, seed: Number(values.seed), onRound: (round) => bar.update(round) })
bar.stop()
console.table({
  kills: result.rounds,
  workflows: result.workflows,
  writes: result.writes,
  lost: result.lost.length,
  duplicated: result.duplicated.length,
  'writes without ATTEMPT': result.unannounced,
  ends: JSON.stringify(result.ends),
})
for (const each of [...result.lost, ...result.duplicated]) console.log(each)
process.exitCode = result.lost.length + result.duplicated.length + result.unannounced === 0 ? 0 : 1
