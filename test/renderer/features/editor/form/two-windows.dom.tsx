import { cleanup, configure, fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  createEditorDesk,
  DeskFrame,
  draftWindowOf,
  type EditorDesk,
  EditorHost,
  goodPlan,
  namedStop,
} from '../editor-fixture.tsx'

configure({ defaultHidden: true })

let desk: EditorDesk
let opened = 0

beforeEach(async () => {
  desk = await createEditorDesk(`two-windows-${++opened}`)
})
afterEach(() => {
  cleanup()
  windows.clear()
  desk.db.close()
})

const windows = new Set<string>()

/** The editor of a workflow in a window. */
async function openIn(windowId: string, workflowId: string) {
  windows.add(windowId)
  const view = render(
    <DeskFrame services={{ ...desk.services, draftWindow: draftWindowOf(windowId, windows) }}>
      <EditorHost start={workflowId} />
    </DeskFrame>,
  )
  const inside = within(view.container)
  await inside.findByRole('button', { name: 'Save and send' })
  const field = (name: string) =>
    inside.getByLabelText<HTMLInputElement>(name, { selector: 'input, select, textarea' })
  return {
    ...inside,
    field,
    close() {
      view.unmount()
      windows.delete(windowId)
    },
    press: (name: string) => fireEvent.click(inside.getByRole('button', { name })),
    type(name: string, text: string) {
      fireEvent.change(field(name), { target: { value: text } })
      fireEvent.blur(field(name))
    },
  }
}

async function kept(): Promise<readonly (string | null)[]> {
  const drafts = await desk.db.unsavedDrafts.toArray()
  return drafts.map((each) => each.plan.instructions)
}

describe('two windows that type in one workflow', () => {
  it('keep their typing apart, and show what is saved at once', async () => {
    const record = await desk.save(goodPlan())
    const [here, there] = [await openIn('here', record.id), await openIn('there', record.id)]
    here.type('Instructions', 'Gate 1')
    there.type('Instructions', 'Gate 2')
    await waitFor(async () => expect([...(await kept())].sort()).toEqual(['Gate 1', 'Gate 2']))
    here.type('Instructions', '')
    await waitFor(async () => expect(await kept()).toEqual(['Gate 2']))
    here.type('End', '18:30')
    here.press('Save draft')
    await waitFor(() => expect(there.field('End').value).toBe('24 Nov 18:30'))
    expect(there.field('Instructions').value).toBe('Gate 2')
    await waitFor(async () => expect(await kept()).toEqual(['Gate 2']))
  })

  it('lose nothing when one saves the field that the other has typed, is closed and never comes back', async () => {
    const record = await desk.save(goodPlan({ stops: [namedStop('A stop')] }))
    const [gone, here] = [await openIn('gone', record.id), await openIn('here', record.id)]
    gone.type('Instructions', 'Gate 2')
    await waitFor(async () => expect(await kept()).toEqual(['Gate 2']))
    gone.close()
    here.type('Instructions', 'Gate 1')
    here.press('Save draft')
    await waitFor(async () =>
      expect((await desk.db.workflows.get(record.id))?.plan.instructions).toBe('Gate 1'),
    )
    expect(await kept()).toEqual(['Gate 2'])
    await here.findByText(/^Typed 24 Nov 05:12 in a window that is closed, and not saved: Instructions/)
    here.press('Save it as a copy')
    await here.findByText(/^It was kept as “N-24-0612 \(conflict copy\)”/)
    expect(await kept()).toEqual([])
    const copy = (await desk.db.workflows.toArray()).find((each) => each.id !== record.id)
    expect(copy).toMatchObject({
      origin: { kind: 'conflictCopy', of: record.id },
      shownState: 'draft',
      plan: { instructions: 'Gate 2', stops: [{ locationName: 'A stop' }] },
    })
    expect(copy?.plan.stops[0]?.sourceStopId).not.toBe('stop-A stop')
  })

  it('have the typing that lost after the window was loaded again, with the same choice', async () => {
    const record = await desk.save(goodPlan())
    const [gone, here] = [await openIn('gone', record.id), await openIn('here', record.id)]
    gone.type('Instructions', 'Gate 2')
    here.type('Instructions', 'Gate 1')
    here.press('Save draft')
    await gone.findByRole('region', { name: 'A newer version' })
    await waitFor(async () => expect(await kept()).toEqual(['Gate 2']))
    gone.close()
    here.close()
    const again = await openIn('again', record.id)
    expect(again.field('Instructions').value).toBe('Gate 2')
    await again.findByRole('region', { name: 'A newer version' })
    expect(await desk.db.unsavedDrafts.toCollection().primaryKeys()).toEqual([`${record.id}:again`])
  })

  it('can bring back typing that gave way to the newer version, on top of it', async () => {
    const record = await desk.save(goodPlan())
    const here = await openIn('here', record.id)
    here.type('Instructions', 'Gate 2')
    const theirs = { ...record.plan, territoryName: 'Harbour', instructions: 'Gate 1' }
    await desk.commands.apply('Edit', [{ workflowId: record.id, baseRev: 1, plan: theirs, intent: 'draft' }])
    fireEvent.click(await here.findByRole('button', { name: 'Use the newer one' }))
    await waitFor(() => expect(here.field('Instructions').value).toBe('Gate 1'))
    here.press('Bring it back')
    expect([here.field('Instructions').value, here.field('Territory').value]).toEqual(['Gate 2', 'Harbour'])
  })
})

it('takes over what an earlier version of the planner kept under the workflow alone', async () => {
  const record = await desk.save(goodPlan())
  const plan = { ...record.plan, instructions: 'Gate 2' }
  await desk.db.unsavedDrafts.put({ workflowId: record.id, baseRev: 1, plan, at: 0 })
  const here = await openIn('here', record.id)
  expect(here.field('Instructions').value).toBe('Gate 2')
  expect(screen.getByText('Your typing was kept')).toBeTruthy()
  expect(await desk.db.unsavedDrafts.toCollection().primaryKeys()).toEqual([`${record.id}:here`])
})
