import { cleanup, configure, fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  createEditorDesk,
  DeskFrame,
  type EditorDesk,
  EditorHost,
  goodPlan,
  namedStop,
} from '../editor-fixture.tsx'

configure({ defaultHidden: true })

let desk: EditorDesk
let opened = 0

beforeEach(async () => {
  desk = await createEditorDesk(`recorded-times-${++opened}`)
})
afterEach(() => {
  cleanup()
  desk.db.close()
})

async function open(workflowId: string) {
  render(
    <DeskFrame services={desk.services}>
      <EditorHost start={workflowId} />
    </DeskFrame>,
  )
  await screen.findByRole('button', { name: 'Save and send' })
}

const PLAN = goodPlan({
  status: 'ACTIVE',
  stops: [
    namedStop('Depot', {
      scheduledArrival: '2026-11-24T14:00:00Z',
      scheduledDeparture: '2026-11-24T14:15:00Z',
      actualArrival: '2026-11-24T14:12:00Z',
      actualDeparture: '2026-11-24T14:30:00Z',
    }),
    namedStop('Plaza', { scheduledArrival: '2026-11-24T15:00:00Z' }),
  ],
})

describe('what was recorded at a stop', () => {
  it('stands beside it with how late that was, and has no field', async () => {
    const { id } = await desk.save(PLAN)
    await open(id)
    const first = within(screen.getByRole('group', { name: 'Stop 1' }))
    first.getByText('arrived 08:12 · departed 08:30', { exact: false })
    first.getByText('15 min late')
    expect(screen.getByRole('group', { name: 'Stop 2' }).textContent).not.toMatch(/arrived|late/)
    fireEvent.click(first.getByRole('button', { name: /Depot/, expanded: false }))
    expect(first.queryByLabelText('Actual arrival')).toBeNull()
    expect(first.queryByLabelText('Actual departure')).toBeNull()
  })

  it('is shown for what an earlier version kept as typing, whose bad text does not stop a save', async () => {
    const record = await desk.save(PLAN)
    await desk.db.unsavedDrafts.put({
      workflowId: record.id,
      baseRev: record.rev,
      basePlan: record.plan,
      plan: { ...record.plan, instructions: 'Gate 4' },
      texts: { 'stop/stop-Depot/actualArrival': 'soon' },
      at: 0,
    })
    await open(record.id)
    fireEvent.click(screen.getByRole('button', { name: 'Save draft' }))
    await waitFor(async () =>
      expect((await desk.db.workflows.get(record.id))?.plan.instructions).toBe('Gate 4'),
    )
  })
})
