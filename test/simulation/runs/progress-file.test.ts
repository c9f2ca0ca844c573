import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openProgress } from './progress-file.ts'
import { newTally } from './tally.ts'

const ARGS = { from: 1, seeds: 100, workflows: 12, isBeyond: false, character: 'drawn' }

describe('the progress of a long simulation', () => {
  let folder = ''
  let file = ''
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'planner-progress-'))
    file = path.join(folder, 'progress.json')
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  test('is not there at first, and found by the next run with the same arguments', () => {
    const first = openProgress(file, ARGS)
    expect(first.found).toBeNull()
    const tally = { ...newTally(), seeds: 40, counts: { creates: 7 } }
    first.keep({ next: 41, tally })
    first.close()
    expect(openProgress(file, ARGS).found).toEqual({ next: 41, tally })
  })

  test('is refused by a run with other arguments, which are named', () => {
    const first = openProgress(file, ARGS)
    first.keep({ next: 41, tally: newTally() })
    first.close()
    const other = { ...ARGS, character: '', seeds: 200 }
    expect(() => openProgress(file, other)).toThrow('seeds, character')
  })

  test('is refused when the file is something else', () => {
    writeFileSync(file, '{}')
    expect(() => openProgress(file, ARGS)).toThrow('holds no progress')
  })
})
