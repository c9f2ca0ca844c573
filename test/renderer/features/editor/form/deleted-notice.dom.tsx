import { cleanup, configure, fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { applyRemotePage } from '../../../../../renderer/db/remote/apply-remote-page.ts'
import { createDexieRemoteStore } from '../../../../../renderer/db/remote/dexie-remote-store.ts'
import { remoteWorkflowId } from '../../../../../shared/model/remote-workflow.ts'
import { syncOf } from '../../../../doubles/host/workflow-sync.ts'
import {
  CONNECTION,
  createEditorDesk,
  DeskFrame,
  type EditorDesk,
  EditorHost,
  goodPlan,
  NOW,
} from '../editor-fixture.tsx'

configure({ defaultHidden: true })

let desk: EditorDesk
let opened = 0
const ID = remoteWorkflowId('r1')
const DELETED_AT = '2026-11-24T11:02:00Z'

beforeEach(async () => {
  desk = await createEditorDesk(`deleted-${++opened}`)
})
afterEach(() => {
  cleanup()
  desk.db.close()
})

/** Catena lists a workflow that was made elsewhere. */
async function list(deletedAt: string | null): Promise<void> {
  const remote = {
    resourceId: 'r1',
    connectionId: CONNECTION,
    sourceId: 'tsp-1',
    updatedAt: deletedAt ?? '2026-11-24T11:00:00Z',
    deletedAt,
    plan: goodPlan(),
    workflowId: null,
    settledSeq: null,
    isPerhapsOurs: false,
  }
  await applyRemotePage(createDexieRemoteStore(desk.db), [remote], {
    nowMs: NOW,
    mintId: desk.services.mintId,
  })
}
async function open(workflowId: string) {
  render(
    <DeskFrame services={desk.services}>
      <EditorHost start={workflowId} />
    </DeskFrame>,
  )
  await screen.findByRole('button', { name: 'Save and send' })
  await screen.findAllByText('as of 04:12')
}
function field(name: string): HTMLInputElement {
  return screen.getByLabelText<HTMLInputElement>(name, { selector: 'input, select, textarea' })
}
function type(name: string, text: string): void {
  fireEvent.change(field(name), { target: { value: text } })
  fireEvent.blur(field(name))
}
function press(name: string): void {
  fireEvent.click(screen.getByRole('button', { name }))
}

describe('a workflow that the TSP has deleted', () => {
  it('is not sent a change: what becomes of it is asked', async () => {
    await list(null)
    await open(ID)
    type('Instructions', 'Gate 4')
    await list(DELETED_AT)
    const choice = await screen.findByRole('region', { name: 'Deleted at the TSP' })
    within(choice).getByText(/^The TSP deleted this workflow at 05:02\./)
    press('Save and send')
    await waitFor(() => expect(document.activeElement).toBe(choice))
    expect(await desk.db.outbox.count()).toBe(0)
    press('Let it go')
    expect(field('Instructions').value).toBe('')
    expect(await desk.db.workflows.count()).toBe(1)
  })

  it('is planned anew with what was typed, as a workflow of its own', async () => {
    await list(null)
    await open(ID)
    type('Instructions', 'Gate 4')
    await list(DELETED_AT)
    fireEvent.click(await screen.findByRole('button', { name: 'Plan it anew' }))
    await waitFor(async () => expect(await desk.db.outbox.count()).toBe(1))
    const [pending] = await desk.db.outbox.toArray()
    expect(pending).toMatchObject({ seq: 1, intent: 'send', plan: { instructions: 'Gate 4' } })
    expect(pending?.workflowId).not.toBe(ID)
    await waitFor(() => expect(screen.queryByRole('region', { name: 'Deleted at the TSP' })).toBeNull())
    await waitFor(async () => expect(await desk.db.unsavedDrafts.count()).toBe(0))
    expect(await desk.db.workflows.get(ID)).toMatchObject({ shownState: 'withdrawn' })
  })

  it('under a change of this desk asks where that was refused, and gives the change up', async () => {
    const record = await desk.save(goodPlan(), 'send')
    const sync = syncOf(record.id, { state: 'rejected', resourceId: 'r9' })
    const deletedUnder = { seq: 1, at: DELETED_AT }
    await desk.db.workflows.update(record.id, { sync, shownState: 'rejected', deletedUnder })
    desk.host.answer('sync.discard', () => ({}))
    await open(record.id)
    press('Correct')
    const choice = await screen.findByRole('region', { name: 'Deleted at the TSP' })
    await waitFor(() => expect(document.activeElement).toBe(choice))
    within(choice).getByText(/^Your change was not sent: the TSP deleted this workflow at 05:02/)
    press('Let it go')
    await waitFor(() =>
      expect(desk.host.called.at(-1)).toEqual({
        name: 'sync.discard',
        input: { workflowIds: [record.id] },
      }),
    )
  })
})
