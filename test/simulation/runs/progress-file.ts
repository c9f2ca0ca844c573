import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { z } from 'zod'
import { TypedError } from '../../../shared/util/typed-error.ts'
import type { Batch, BatchProgress } from './run-batches.ts'

/** The progress of a long simulation, in a file, so that a stopped simulation can continue. */
export interface ProgressFile {
  /** The progress of an earlier run with the same arguments; `null`: none. */
  readonly found: BatchProgress | null
  /** Keeps the progress; writes it at most once a second. */
  keep(progress: BatchProgress): void
  /** Writes the last progress. */
  close(): void
}

const fileShape = z.object({
  args: z.object({
    from: z.number(),
    seeds: z.number(),
    workflows: z.number(),
    isBeyond: z.boolean(),
    character: z.string(),
  }),
  next: z.number(),
  tally: z.object({
    seeds: z.number(),
    virtualMs: z.number(),
    counts: z.record(z.string(), z.number()),
    failures: z.array(z.object({ seed: z.number(), texts: z.array(z.string()) })),
  }),
})

const WRITE_EVERY_MS = 1_000

/**
 * Opens the file, which need not exist. @throws TypedError `simulation.otherArguments` when it belongs to a run with
 * other arguments, `simulation.progressUnreadable` when it is no progress file.
 */
export function openProgress(file: string, args: Required<Batch>): ProgressFile {
  const found = existsSync(file) ? read(file, args) : null
  let last: BatchProgress | null = null
  let writtenMs = Number.NEGATIVE_INFINITY

  function write(): void {
    if (last === null) return
    writeFileSync(`${file}.next`, JSON.stringify({ args, ...last }))
    renameSync(`${file}.next`, file)
    writtenMs = performance.now()
  }

  return {
    found,
    keep(progress) {
      last = progress
      if (performance.now() - writtenMs > WRITE_EVERY_MS) write()
    },
    close: write,
  }
}

function read(file: string, args: Required<Batch>): BatchProgress {
  const { next, tally, args: before } = parse(file)
  const different = Object.entries(args).filter(([name, value]) => Reflect.get(before, name) !== value)
  if (different.length > 0) {
    const names = different.map(([name]) => name).join(', ')
    throw new TypedError(
      'simulation.otherArguments',
      `${file} belongs to a run with other arguments: ${names}`,
    )
  }
  return { next, tally }
}

function parse(file: string): z.infer<typeof fileShape> {
  try {
    return fileShape.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch (error) {
    throw new TypedError('simulation.progressUnreadable', `${file} holds no progress of a simulation`, error)
  }
}
