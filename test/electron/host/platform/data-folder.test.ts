import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { writePidFile } from '../../../../electron/host/platform/data-folder.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'planner-data-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('the file with the process number goes with its process', () => {
  const file = path.join(folder, 'host.pid')
  const remove = writePidFile(folder)
  expect(readFileSync(file, 'utf8')).toBe(`${process.pid}\n`)
  remove()
  expect(existsSync(file)).toBe(false)
  remove()
})

test('the file of another process stays', () => {
  const file = path.join(folder, 'host.pid')
  const remove = writePidFile(folder)
  writeFileSync(file, '1\n')
  remove()
  expect(readFileSync(file, 'utf8')).toBe('1\n')
})
