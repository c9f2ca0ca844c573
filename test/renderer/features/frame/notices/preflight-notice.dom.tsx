import 'fake-indexeddb/auto'
import { act, cleanup, render, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Services } from '../../../../../renderer/desk/services.ts'
import { PreflightNotice } from '../../../../../renderer/features/frame/notices/preflight-notice.tsx'
import { emptyPlan, type Plan } from '../../../../../shared/model/plan/workflow.ts'
import type { NetworkStatus } from '../../../../../shared/model/status/sync-status.ts'
import { syncOf } from '../../../../doubles/host/workflow-sync.ts'
import {
  CONNECTION,
  createEditorDesk,
  DeskFrame,
  type EditorDesk,
  helloOf,
} from '../../editor/editor-fixture.tsx'

const plan = (changes: Partial<Plan> = {}): Plan => ({ ...emptyPlan(), connectionId: CONNECTION, ...changes })

describe('when the network is back', () => {
  let desk: EditorDesk
  let count = 0
  let pulled: ReturnType<Services['pull']['state']>
  let tellPull: () => void
  beforeEach(async () => {
    count += 1
    desk = await createEditorDesk(`preflight-${count}`)
    pulled = { readAtMs: null, readCount: null, changeCount: 3, unreadableCount: 0 }
  })
  afterEach(() => {
    cleanup()
    desk.db.close()
  })

  function show(): void {
    const pull: Services['pull'] = {
      state: () => pulled,
      subscribe(listener) {
        tellPull = listener
        return () => undefined
      },
      readNow: () => undefined,
    }
    render(
      <DeskFrame services={{ ...desk.services, pull }}>
        <PreflightNotice />
      </DeskFrame>,
    )
  }
  const tell = (changes: Partial<NetworkStatus>) =>
    act(async () => desk.host.emit('network.changed', { ...helloOf().connection, ...changes }))
  const line = () => screen.queryByRole('note')?.textContent ?? null

  it('says how many changes go out, and what others changed meanwhile', async () => {
    await desk.save(plan(), 'send')
    await desk.save(plan(), 'send')
    show()
    expect(line()).toBeNull()
    await tell({ state: 'online' })
    await waitFor(() => expect(line()).toBe('Back online: 2 to send'))
    pulled = { ...pulled, changeCount: 5 }
    await act(async () => tellPull())
    expect(line()).toBe('Back online: 2 to send · 2 changed elsewhere')
  })

  it('names who is no longer active, and a TSP that takes no updates', async () => {
    const { id } = await desk.save(plan({ driverSourceId: 'drv-4' }), 'send')
    const record = await desk.db.workflows.get(id)
    if (record?.sync === undefined) throw new Error('not there')
    await desk.db.workflows.put({ ...record, sync: syncOf(id, { resourceId: 'r1' }) })
    show()
    await tell({ state: 'online', unsupported: [{ connectionId: CONNECTION, operation: 'update' }] })
    await waitFor(() =>
      expect(line()).toBe(
        'Back online: 1 to send · no longer active: P. Lindqvist · Norte Freight · samsara takes no updates',
      ),
    )
    act(() => screen.getByRole('button', { name: 'Dismiss' }).click())
    expect(line()).toBeNull()
  })

  it('says nothing when nothing waits, and nothing any more when the network is gone again', async () => {
    show()
    await tell({ state: 'online' })
    await tell({ state: 'offline' })
    await desk.save(plan(), 'send')
    await tell({ state: 'online' })
    await waitFor(() => expect(line()).toBe('Back online: 1 to send'))
    await tell({ state: 'unreachable' })
    expect(line()).toBeNull()
  })
})
