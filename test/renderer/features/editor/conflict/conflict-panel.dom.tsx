import { cleanup, configure, fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import 'fake-indexeddb/auto'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { Toasts } from '../../../../../renderer/components/feedback/notify.tsx'
import { syncOf } from '../../../../doubles/host/workflow-sync.ts'
import {
  createEditorDesk,
  DeskFrame,
  detailOf,
  type EditorDesk,
  EditorHost,
  goodPlan,
  namedStop,
} from '../editor-fixture.tsx'

configure({ defaultHidden: true })

let desk: EditorDesk
let opened = 0

beforeEach(async () => {
  desk = await createEditorDesk(`conflict-${++opened}`)
})
afterEach(() => {
  cleanup()
  desk.db.close()
})

it('shows base, mine and theirs side by side, is settled by the keyboard, and offers its undo', async () => {
  const [a, b, c] = [namedStop('A'), namedStop('B'), namedStop('C')]
  const record = await desk.save(goodPlan({ instructions: 'Gate 2', stops: [b, a, c] }), 'send')
  const sync = syncOf(record.id, { state: 'conflict' })
  await desk.db.workflows.update(record.id, { sync, shownState: 'conflict' })
  const base = { ...record.plan, instructions: 'Gate 1', stops: [a, b, c] }
  const plan = { ...base, instructions: 'Gate 3', stops: [c, a, b] }
  const theirs = { plan, base, askedFields: [], changedAt: '2026-11-24T11:05:00Z', baseHash: 'hash-9' }
  desk.host.answer('sync.detail', () => detailOf(sync, { theirs }))
  render(
    <DeskFrame services={desk.services}>
      <EditorHost start={record.id} />
      <Toasts />
    </DeskFrame>,
  )
  const panel = within(await screen.findByRole('region', { name: 'Conflict' }))
  const instructions = within(await panel.findByRole('group', { name: 'Instructions' }))
  instructions.getByText('Before')
  instructions.getByText('Gate 1')
  expect(await instructions.findByLabelText(/Mine · Dana Reyes, 24 Nov 05:12/)).toBeTruthy()
  expect(instructions.getByLabelText(/Catena’s · changed 24 Nov 05:05/)).toBeTruthy()
  const order = within(panel.getByRole('group', { name: 'Order of stops' }))
  order.getByText('A → B → C')
  expect(order.getByLabelText(/B → A → C/)).toBeTruthy()
  expect(order.getByLabelText(/C → A → B/)).toBeTruthy()

  const all = panel.getByRole('button', { name: 'All Catena’s' })
  fireEvent.keyDown(all, { key: 'Enter', ctrlKey: true })
  expect(await desk.db.outbox.get(record.id)).toMatchObject({ seq: 1 })
  fireEvent.click(all)
  fireEvent.keyDown(all, { key: 'Enter', ctrlKey: true })
  await screen.findByText('N-24-0612: settled')
  expect(await desk.db.outbox.get(record.id)).toMatchObject({ seq: 2, overBase: 'hash-9' })
  fireEvent.click(await screen.findByRole('button', { name: 'Undo' }))
  await waitFor(async () =>
    expect((await desk.db.workflows.get(record.id))?.plan.instructions).toBe('Gate 2'),
  )
})
