import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createLog, describeCause } from '../../../../electron/host/platform/log.ts'
import { createRedactor } from '../../../../electron/host/platform/redact.ts'
import { TypedError } from '../../../../shared/util/typed-error.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'planner-log-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function open(maxBytes?: number, onFault?: (error: unknown) => void) {
  return createLog({
    folder,
    redact: createRedactor(),
    wallMs: () => Date.UTC(2026, 10, 24, 6),
    ...(maxBytes === undefined ? {} : { maxBytes }),
    ...(onFault === undefined ? {} : { onFault }),
  })
}
const read = () => readFileSync(path.join(folder, 'planner.log'), 'utf8')

test('a line has its time, its level, its text and what caused it, with codes', () => {
  open()('warn', 'the journal', new TypedError('journal.full', 'no space', new Error('ENOSPC')))
  expect(read()).toMatch(
    /^2026-11-24T06:00:00.000Z warn the journal: .*no space.*\[journal.full\] <- .*ENOSPC.*\n$/,
  )
})

test('[E11] nothing secret reaches the file, also from deep inside of a cause', () => {
  open()(
    'error',
    'token request',
    new Error('outer', { cause: new Error('Bearer abc.def refresh_token=xyz') }),
  )
  expect(read()).not.toMatch(/abc\.def|xyz/)
})

test('a text with line breaks cannot forge a line', () => {
  open()('info', 'said: x\n2026-11-24T06:00:00.000Z error forged\r\nmore')
  expect(read().trimEnd().split('\n')).toHaveLength(1)
})

test('the log is bounded: one older file is kept, and it starts where it ended', () => {
  for (let run = 0; run < 2; run++) {
    const log = open(1000)
    for (let line = 0; line < 50; line++) log('info', `line ${run} ${line} ${'x'.repeat(50)}`)
  }
  expect(readdirSync(folder).sort()).toEqual(['planner.1.log', 'planner.log'])
  for (const name of readdirSync(folder))
    expect(statSync(path.join(folder, name)).size).toBeLessThanOrEqual(1000)
  expect(read()).toContain('line 1 49')
})

test('a disk that refuses is told once and stops nothing', () => {
  const faults: unknown[] = []
  rmSync(folder, { recursive: true })
  writeFileSync(folder, 'a file where the folder should be')
  const log = open(1000, (error) => faults.push(error))
  log('info', 'one')
  log('info', 'two')
  expect(faults).toHaveLength(1)
})

test('a circle of causes ends', () => {
  const first = new Error('first')
  const second = new Error('second', { cause: first })
  first.cause = second
  expect(describeCause(first).length).toBeLessThan(20_000)
})
