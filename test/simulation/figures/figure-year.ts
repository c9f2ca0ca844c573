import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import type { CreateSyncEngine } from '../../../electron/host/sync/core/engine-types.ts'
import { openJournal } from '../../../electron/host/sync/journal/journal.ts'
import { calmWorld, submitCreates } from '../world/calm-world.ts'
import type { World } from '../world/world.ts'

const DAYS = 365
const PER_DAY = 300
const DAY_MS = 86_400_000
/** How long the program is open each day. */
const OPEN_MS = 9 * 3_600_000
const RECORDS_PER_APPEND = 500
const LONGEST_START_MS = 120_000
const MIB = 1_048_576

/**
 * Simulates a year with 300 workflows a day and a start each morning. Measures the size of the journal, and the time
 * and memory of the next start on a real computer. There is no page, so that only the host is measured.
 */
export async function measureYear(createEngine: CreateSyncEngine): Promise<string[]> {
  const world = calmWorld(createEngine, 'year', false)
  const startedMs = performance.now()
  let largest = 0
  for (let day = 0; day < DAYS; day += 1) {
    await runDay(world, day)
    largest = Math.max(largest, world.disk.size())
  }
  const seconds = (performance.now() - startedMs) / 1_000
  const journal = world.disk.records().length
  return [
    `${DAYS} days of ${PER_DAY} workflows, a start each morning: journal ${mib(world.disk.size())} MiB ` +
      `in ${journal} records, at most ${mib(largest)} MiB (${seconds.toFixed(0)} s to simulate)`,
    `${world.catena.operations.length} operations at Catena, findings: ${world.ledger.findings.length}`,
    await measureStart(world),
  ]
}

async function runDay(world: World, day: number): Promise<void> {
  const { clock } = world
  world.start()
  const every = OPEN_MS / (PER_DAY + 1)
  for (let number = 0; number < PER_DAY; number += 1) {
    clock.at(60_000 + number * every, () => void submitCreates(world, [`wf-${day}-${number}`]))
  }
  await clock.runUntil(day * DAY_MS + 60_000 + OPEN_MS)
  world.crash()
  await clock.runUntil((day + 1) * DAY_MS)
}

/** Writes the journal as a file and starts the real engine with it in a separate process. */
async function measureStart(world: World): Promise<string> {
  const folder = mkdtempSync(path.join(tmpdir(), 'planner-year-'))
  try {
    const { journal } = await openJournal({ folder })
    const records = world.disk.records()
    for (let from = 0; from < records.length; from += RECORDS_PER_APPEND) {
      await journal.append(records.slice(from, from + RECORDS_PER_APPEND))
    }
    await journal.close()
    const before = statSync(path.join(folder, 'journal')).size
    const run = fileURLToPath(new URL('../../../build/run.mjs', import.meta.url))
    const args = [run, 'test/simulation/figures/start.cli.ts', folder, String(world.clock.trueEpochMs())]
    const child = spawnSync(process.execPath, args, { encoding: 'utf8', timeout: LONGEST_START_MS })
    if (child.status !== 0) throw new Error(`the start failed: ${child.stderr}`)
    return `the next start, of a file of ${mib(before)} MiB: ${child.stdout.trim()}`
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function mib(bytes: number): string {
  return (bytes / MIB).toFixed(1)
}
