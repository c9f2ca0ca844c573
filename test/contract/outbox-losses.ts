import { describe, expect, it } from 'vitest'
import type { WorkflowSync } from '../../shared/model/status/sync-status.ts'
import { CONNECTION, changeOf } from '../electron/host/sync/engine-bench.ts'
import { CONTRACT_INSTALL_ID, type WithHost } from './outbox-host.ts'

/** What a host makes of a journal that lacks records, is another's, cannot be written, or was cut off by its death. */
export function registerOutboxLosses(withHost: WithHost): void {
  describe('[R3] a pending change that was offered before and is not in the journal', () => {
    it('may have been sent: it is uncertain, and not sent as new', async () => {
      await withHost(async ({ submit, statuses }) => {
        await submit(changeOf('w', { seq: 3, wasSubmitted: true }))
        expect(await statuses()).toMatchObject([
          { seq: 3, state: 'uncertain', reason: { code: 'journalLost' } },
        ])
      })
    })

    it('cannot have been sent without a connection, and waits for one', async () => {
      await withHost(async ({ submit, statuses, settle }) => {
        await submit(changeOf('w', { wasSubmitted: true }, { connectionId: null }))
        await settle()
        expect(await statuses()).toMatchObject([
          { state: 'rejected', fieldErrors: [{ path: ['connectionId'] }] },
        ])
      })
    })

    it('is accepted where the page knows its operation', async () => {
      await withHost(async ({ submit, statuses }) => {
        const known = {
          state: 'accepted',
          seq: 1,
          sourceId: 's-old',
          operationId: 'op-9',
          resourceId: null,
          connectionId: CONNECTION,
        } as const
        await submit(changeOf('w', { wasSubmitted: true, known }))
        expect(await statuses()).toMatchObject([
          { state: 'accepted', operationId: 'op-9', sourceId: 's-old' },
        ])
      })
    })

    it.each([
      [
        'is an update of the workflow that the page knows, when nothing can have been sent since',
        5,
        'queued',
      ],
      [
        'may have been sent as an update, when the page knows the workflow by an older pending change',
        4,
        'uncertain',
      ],
    ] as const)('%s', async (_name, knownSeq, state) => {
      await withHost(async ({ submit, statuses, settle }) => {
        const ids = { sourceId: 's-old', operationId: 'op-9', resourceId: 'r-9', connectionId: CONNECTION }
        const known = { state: 'done', seq: knownSeq, ...ids } as const
        await submit(changeOf('w', { seq: 5, wasSubmitted: true, known }))
        await settle()
        expect(await statuses()).toMatchObject([
          { seq: 5, state, change: 'update', resourceId: 'r-9', sourceId: 's-old' },
        ])
      })
    })

    it('is uncertain in a repeated submission too: nothing is learnt by asking twice', async () => {
      await withHost(async ({ submit, statuses }) => {
        await submit(changeOf('w', { wasSubmitted: true }))
        await submit(changeOf('w', { wasSubmitted: true }))
        await submit(changeOf('w', { seq: 2, wasSubmitted: true }))
        expect(await statuses()).toMatchObject([{ seq: 2, state: 'uncertain' }])
      })
    })
  })

  describe('[R2] whose database it is', () => {
    it('is this install’s when the page says so or knows of none', async () => {
      await withHost(async ({ call }) => {
        const same = { installId: CONTRACT_INSTALL_ID, isSameInstall: true }
        expect(await call('sync.begin', { installId: CONTRACT_INSTALL_ID })).toEqual(same)
        expect(await call('sync.begin', { installId: null })).toEqual(same)
      })
    })

    it('may be a clone’s: then all that it submits may have been sent from there', async () => {
      await withHost(async ({ call, submit, statuses }) => {
        expect(await call('sync.begin', { installId: 'ANOTHER-INSTALL' })).toEqual({
          installId: CONTRACT_INSTALL_ID,
          isSameInstall: false,
        })
        await submit(changeOf('w'))
        expect(await statuses()).toMatchObject([{ state: 'uncertain', reason: { code: 'clonedProfile' } }])
      })
    })
  })

  describe('[R4] while the journal cannot be written', () => {
    it('refuses the whole submission by its code, and has nothing of it', async () => {
      await withHost(async ({ submit, statuses, desiredPlans, setFull, settle }) => {
        await submit(changeOf('before'))
        await setFull(true)
        await expect(submit(changeOf('w'), changeOf('v'))).rejects.toMatchObject({
          code: 'sync.journalUnwritable',
        })
        await settle()
        expect((await desiredPlans()).map((each) => each.workflowId)).toEqual(['before'])
        expect((await statuses()).map((each) => each.workflowId)).toEqual(['before'])
      })
    })

    it('and takes it once there is room, as what it is: never sent', async () => {
      await withHost(async ({ submit, statuses, setFull, settle }) => {
        await setFull(true)
        await expect(submit(changeOf('w'))).rejects.toMatchObject({ code: 'sync.journalUnwritable' })
        await setFull(false)
        await settle()
        await submit(changeOf('w'))
        expect(await statuses()).toMatchObject([{ workflowId: 'w', seq: 1, state: 'queued' }])
      })
    })
  })

  describe('[I4] a host that dies', () => {
    it('has after it everything it had acknowledged', async () => {
      await withHost(async ({ submit, desiredPlans, statuses, kill, start, settle }) => {
        await submit(changeOf('a'), changeOf('b'))
        await submit(changeOf('b', { seq: 2, intent: 'cancel', wasSubmitted: true }))
        await settle()
        const [desiredPlansBefore, statesBefore] = [await desiredPlans(), statesOf(await statuses())]
        await kill()
        await start()
        expect(await desiredPlans()).toEqual(desiredPlansBefore)
        expect(statesOf(await statuses())).toEqual(statesBefore)
      })
    })

    it('in the middle of a submission lets the call fail, and the same submission again does no harm', async () => {
      await withHost(async ({ host, call, submit, statuses, kill, start }) => {
        const entries = [changeOf('a'), changeOf('b')]
        const open = host.client.call('sync.submit', { entries }).catch((error: unknown) => error)
        await kill()
        expect(await open).toMatchObject({ code: 'rpc.closed' })
        await expect(call('sync.statuses', { after: null })).rejects.toMatchObject({ code: 'rpc.closed' })
        await start()
        await submit(...entries.map((each) => ({ ...each, wasSubmitted: true })))
        const found = await statuses()
        expect(found.map((each) => each.workflowId)).toEqual(['a', 'b'])
        for (const each of found) expect(['queued', 'uncertain']).toContain(each.state)
      })
    })

    it('tells when its pipe closes and opens', async () => {
      await withHost(async ({ host, kill, start }) => {
        const heard: string[] = []
        const stop = host.client.onHostChannel((hostChannel) => heard.push(hostChannel))
        await kill()
        expect(host.client.hostChannel()).toBe('closed')
        await start()
        expect(host.client.hostChannel()).toBe('open')
        expect(heard).toEqual(['closed', 'open'])
        stop()
        await kill()
        expect(heard).toHaveLength(2)
      })
    })
  })
}

function statesOf(statuses: readonly WorkflowSync[]) {
  return statuses.map(({ workflowId, seq, state, sourceId }) => ({ workflowId, seq, state, sourceId }))
}
