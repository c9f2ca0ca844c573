import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openConfFile } from '../../../../electron/host/settings/conf-file.ts'
import { openSettings } from '../../../../electron/host/settings/settings-store.ts'
import { type Settings, settings as settingsSchema } from '../../../../shared/model/settings.ts'

const DEFAULTS = settingsSchema.parse({})
let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'planner-settings-'))
  file = path.join(folder, 'settings.json')
})
afterEach(() => rmSync(folder, { recursive: true }))

function open() {
  const problems: string[] = []
  return { store: openSettings(folder, openConfFile, (code) => problems.push(code)), problems }
}

describe('[D8] the settings file', () => {
  test('a first start has the defaults and nothing to report', () => {
    const { store, problems } = open()
    expect(store.get()).toEqual(DEFAULTS)
    expect(problems).toEqual([])
  })

  test('what was saved is there at the next start, and listeners hear of it', () => {
    const first = open().store
    const heard: Settings[] = []
    const stop = first.onChange((settings) => heard.push(settings))
    first.save({ ...DEFAULTS, territories: ['Nord'] })
    stop()
    first.save({ ...DEFAULTS, territories: ['Süd'] })
    expect(heard.map((each) => each.territories)).toEqual([['Nord']])
    expect(open().store.get().territories).toEqual(['Süd'])
  })

  test('cut at every byte, it is whole, the one before, or the defaults: never a crash, never silence', () => {
    const { store } = open()
    store.save({ ...DEFAULTS, territories: ['before'] })
    store.save({ ...DEFAULTS, territories: ['now'] })
    const whole = readFileSync(file)
    const seen = new Set<string>()
    for (let length = 0; length < whole.length; length++) {
      writeFileSync(file, whole.subarray(0, length))
      copyFileSync(`${file}.bak`, `${file}.bak.kept`)
      const { store: reopened, problems } = open()
      const { territories } = reopened.get()
      seen.add(territories.join())
      if (territories[0] !== 'now') expect(problems).toHaveLength(1)
      copyFileSync(`${file}.bak.kept`, `${file}.bak`)
    }
    expect([...seen].filter((each) => each !== 'now')).toEqual(['before'])
  })

  test('with the backup damaged too, the defaults are used, and both files are kept aside', () => {
    writeFileSync(file, '{"territories": ["now')
    writeFileSync(`${file}.bak`, '')
    const { store, problems } = open()
    expect(store.get()).toEqual(DEFAULTS)
    expect(problems).toEqual(['settings.reset'])
    expect(existsSync(path.join(folder, 'settings.unreadable.json'))).toBe(true)
    store.save({ ...DEFAULTS, territories: ['again'] })
    expect(open().store.get().territories).toEqual(['again'])
  })

  test('empty, not an object, or binary: set aside', () => {
    for (const content of ['', '[]', 'null', '7', '\u0000\u0001', '{"a":']) {
      writeFileSync(file, content)
      rmSync(`${file}.bak`, { force: true })
      const { store, problems } = open()
      expect(store.get()).toEqual(DEFAULTS)
      expect(problems).toHaveLength(1)
    }
  })

  test('one value that does not fit becomes its default, and the others stay', () => {
    writeFileSync(file, JSON.stringify({ territories: ['Nord'], colorScheme: 'sepia', distanceUnit: 'mi' }))
    const { store, problems } = open()
    expect(store.get()).toEqual({ ...DEFAULTS, territories: ['Nord'], distanceUnit: 'mi' })
    expect(problems).toEqual(['settings.repaired'])
  })

  test('what a newer version wrote beside our settings survives a save', () => {
    writeFileSync(file, JSON.stringify({ ...DEFAULTS, laterInvention: { a: 1 } }))
    const { store } = open()
    store.save({ ...store.get(), distanceUnit: 'mi' })
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({
      laterInvention: { a: 1 },
      distanceUnit: 'mi',
    })
  })

  test('when the disk refuses, the save fails with a code and the old settings stay', () => {
    const { store } = open()
    store.save({ ...DEFAULTS, territories: ['old'] })
    rmSync(folder, { recursive: true })
    writeFileSync(folder, 'a file where the folder was')
    expect(() => store.save({ ...DEFAULTS, territories: ['new'] })).toThrow(
      expect.objectContaining({ code: 'settings.unwritable' }),
    )
    expect(store.get().territories).toEqual(['old'])
    rmSync(folder)
    mkdirSync(folder)
  })

  test('a file that is there and cannot be opened is left alone', () => {
    mkdirSync(file)
    writeFileSync(path.join(file, 'inside'), 'x')
    chmodSync(file, 0o700)
    const { store, problems } = open()
    expect(store.get()).toEqual(DEFAULTS)
    expect(problems).toHaveLength(1)
  })
})
