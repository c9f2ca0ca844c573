import { act, cleanup, render, screen } from '@testing-library/react'
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { useMinuteMs, useNowMs } from '../../../renderer/desk/desk-clock.tsx'
import { useDesk } from '../../../renderer/desk/desk-context.tsx'
import { DeskRoot } from '../../../renderer/desk/desk-root.tsx'
import { ServicesContext, useServices } from '../../../renderer/desk/services.ts'
import { useWarningContext } from '../../../renderer/desk/use-warning-context.ts'
import { createEditorDesk, type EditorDesk, NOW } from '../features/editor/editor-fixture.tsx'

/** What a part of the screen reads, by the name of the part. */
const PARTS = {
  desk: () => useDesk().today,
  services: () => useServices().hello.version,
  warnings: () => String(useWarningContext().nowMs),
  minute: () => String(useMinuteMs()),
  now: () => String(useNowMs()),
} as const satisfies Readonly<Record<string, () => string>>
type PartName = keyof typeof PARTS

let desk: EditorDesk
let renders: Record<PartName, number>
let tick: () => void
let isTicking: boolean

beforeEach(async () => {
  desk = await createEditorDesk('planner-clock', { indexedDB: new IDBFactory(), IDBKeyRange })
  renders = { desk: 0, services: 0, warnings: 0, minute: 0, now: 0 }
  isTicking = false
})
afterEach(() => {
  cleanup()
  desk.db.close()
})

function Part({ name }: { name: PartName }) {
  const text = PARTS[name]()
  renders[name] += 1
  return <output aria-label={name}>{text}</output>
}

function every(run: () => void): () => void {
  tick = run
  isTicking = true
  return () => {
    isTicking = false
  }
}

/** Renders every part, and forgets what was rendered until the database had answered. */
async function show(names: readonly PartName[] = ['desk', 'services', 'warnings', 'minute', 'now']) {
  render(
    <ServicesContext value={desk.services}>
      <DeskRoot every={every}>
        {names.map((name) => (
          <Part key={name} name={name} />
        ))}
      </DeskRoot>
    </ServicesContext>,
  )
  await act(async () => {
    for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve))
  })
  renders = { desk: 0, services: 0, warnings: 0, minute: 0, now: 0 }
}

function tickAt(ms: number): void {
  desk.setNow(ms)
  act(() => tick())
}

const MINUTE_MS = 60_000

it('a tick renders only what shows the time again', async () => {
  await show()
  for (const seconds of [15, 30, 45]) tickAt(NOW + seconds * 1_000)
  expect(renders).toEqual({ desk: 0, services: 0, warnings: 0, minute: 0, now: 3 })
  expect(screen.getByLabelText('now').textContent).toBe(String(NOW + 45_000))
})

it('a new minute renders what goes by the minute, once', async () => {
  await show()
  tickAt(NOW + MINUTE_MS)
  tickAt(NOW + MINUTE_MS + 15_000)
  expect(renders).toEqual({ desk: 0, services: 0, warnings: 1, minute: 1, now: 2 })
})

it('a new day reaches everything that goes by the day', async () => {
  await show()
  expect(screen.getByLabelText('desk').textContent).toBe('2026-11-24')
  tickAt(NOW + 24 * 60 * MINUTE_MS)
  expect(screen.getByLabelText('desk').textContent).toBe('2026-11-25')
  expect(renders).toMatchObject({ desk: 1, services: 0 })
})

it('stops ticking when nothing is shown any more', async () => {
  await show(['now'])
  expect(isTicking).toBe(true)
  cleanup()
  expect(isTicking).toBe(false)
})
