import { describe, expect, it } from 'vitest'
import type { WorkflowSync } from '../../shared/model/status/sync-status.ts'
import type { CallOutput } from '../../shared/rpc/contract.ts'
import { CONNECTION, changeOf } from '../electron/host/sync/engine-bench.ts'
import { hostPerCase, type OutboxHost } from './outbox-host.ts'
import { registerOutboxLosses } from './outbox-losses.ts'

/** What every host keeps when pending changes are submitted to it. */
export function registerOutboxContract(name: string, createHost: () => Promise<OutboxHost>): void {
  describe(`outbox contract: ${name}`, () => {
    const withHost = hostPerCase(createHost)

    it('answers with each pending change it took, in the order of the submission', async () => {
      await withHost(async ({ submit }) => {
        const entries = [changeOf('b'), changeOf('a', { seq: 4 }), changeOf('c')]
        expect(await submit(...entries)).toEqual([
          { workflowId: 'b', seq: 1 },
          { workflowId: 'a', seq: 4 },
          { workflowId: 'c', seq: 1 },
        ])
        expect(await submit()).toEqual([])
      })
    })

    it('gives back each pending change as it was submitted, so that a lost database comes back from it', async () => {
      await withHost(async ({ submit, desiredPlans }) => {
        const pendingChange = changeOf(
          'w',
          { seq: 7 },
          { territoryName: 'Łódź 🚚', instructions: 'Ring\ntwice' },
        )
        await submit(pendingChange)
        const { workflowId, seq, intent, plan, sourceId, account } = pendingChange
        expect(await desiredPlans()).toEqual([{ workflowId, seq, intent, plan, sourceId, account }])
      })
    })

    it('[I4] takes a repeated pending change again and changes nothing by it', async () => {
      await withHost(async ({ submit, statuses, desiredPlans }) => {
        await submit(changeOf('w', { seq: 2 }))
        const before = [await statuses(), await desiredPlans()]
        expect(await submit(changeOf('w', { seq: 2, wasSubmitted: true }))).toEqual([
          { workflowId: 'w', seq: 2 },
        ])
        // The same number with another content is no newer pending change.
        await submit(changeOf('w', { seq: 2 }, { territoryName: 'Elsewhere' }))
        expect([await statuses(), await desiredPlans()]).toEqual(before)
      })
    })

    it('[I4] takes an older pending change and changes nothing by it', async () => {
      await withHost(async ({ submit, statuses, desiredPlans }) => {
        await submit(changeOf('w', { seq: 3 }, { territoryName: 'New' }))
        const before = [await statuses(), await desiredPlans()]
        const older = changeOf('w', { seq: 2, intent: 'cancel' }, { territoryName: 'Old' })
        expect(await submit(older)).toEqual([{ workflowId: 'w', seq: 2 }])
        expect([await statuses(), await desiredPlans()]).toEqual(before)
      })
    })

    it('[I7] a newer pending change replaces one that waits', async () => {
      await withHost(async ({ submit, statuses, desiredPlans }) => {
        await submit(changeOf('w', { seq: 1 }, { territoryName: 'Old' }))
        await submit(changeOf('w', { seq: 2, wasSubmitted: true }, { territoryName: 'New' }))
        expect(await desiredPlans()).toMatchObject([{ seq: 2, plan: { territoryName: 'New' } }])
        expect(await statuses()).toMatchObject([{ seq: 2, state: 'queued', change: 'create' }])
      })
    })

    it.each([
      ['older first', [1, 2]],
      ['newer first', [2, 1]],
    ])('[I4] of one workflow twice in a submission the newest counts: %s', async (_name, seqs) => {
      await withHost(async ({ submit, desiredPlans }) => {
        await submit(...seqs.map((seq) => changeOf('w', { seq }, { territoryName: `${seq}` })))
        expect(await desiredPlans()).toMatchObject([{ seq: 2, plan: { territoryName: '2' } }])
      })
    })

    it('a new pending change waits, and nothing of it is said to be anywhere else', async () => {
      await withHost(async ({ submit, statuses }) => {
        await submit(changeOf('w'))
        expect(await statuses()).toMatchObject([
          { state: 'queued', change: 'create', attempts: 0, operationId: null, resourceId: null, looks: [] },
        ])
      })
    })

    it('[P15] a cancel of what was never sent withdraws it, also when the host never heard of it', async () => {
      await withHost(async ({ submit, statuses, settle }) => {
        await submit(changeOf('known'))
        await submit(changeOf('known', { seq: 2, intent: 'cancel', wasSubmitted: true }))
        await submit(changeOf('unheard', { seq: 1, intent: 'cancel' }))
        await settle()
        expect(await statuses()).toMatchObject([
          { workflowId: 'known', seq: 2, state: 'withdrawn', resourceId: null },
          { workflowId: 'unheard', seq: 1, state: 'withdrawn', resourceId: null },
        ])
      })
    })

    it('[P15] what was withdrawn can be asked for again, and is then new', async () => {
      await withHost(async ({ submit, statuses, settle }) => {
        await submit(changeOf('w', { seq: 1, intent: 'cancel' }))
        await submit(changeOf('w', { seq: 2, wasSubmitted: true }))
        await settle()
        expect(await statuses()).toMatchObject([
          { seq: 2, state: 'queued', change: 'create', sourceId: 's-w-2' },
        ])
      })
    })

    registerOutboxLosses(withHost)

    it('gives statuses and wants page by page in the order of their ids, each exactly once', async () => {
      await withHost(async ({ call, submit }) => {
        const ids = Array.from({ length: 650 }, (_, n) => `w${String((n * 7) % 650).padStart(3, '0')}`)
        for (let from = 0; from < ids.length; from += 50) {
          await submit(...ids.slice(from, from + 50).map((id) => changeOf(id)))
        }
        for (const name of ['sync.statuses', 'sync.desiredPlans'] as const) {
          const found: string[] = []
          let pages = 0
          for (let after: string | null = null; ; pages += 1) {
            const page: Page = await call(name, { after })
            const items = 'statuses' in page ? page.statuses : page.desiredPlans
            found.push(...items.map((each) => each.workflowId))
            if (page.next === null) break
            expect(page.next).toBe(found.at(-1))
            after = page.next
          }
          expect(found).toEqual([...ids].sort())
          expect(pages).toBeGreaterThan(0)
          expect(await call(name, { after: 'zzz' })).toMatchObject({ next: null })
        }
      })
    })

    it('tells of every pending change it took by an event, at most 100 at a time, and never of an older one after a newer', async () => {
      await withHost(async ({ host, submit, settle }) => {
        const heard: (readonly WorkflowSync[])[] = []
        const stop = host.client.on('sync.changed', ({ statuses }) => heard.push(statuses))
        for (let from = 0; from < 150; from += 50) {
          await submit(...Array.from({ length: 50 }, (_, n) => changeOf(`w${from + n}`)))
        }
        await submit(changeOf('w0', { seq: 2, wasSubmitted: true }))
        await settle()
        const told = heard.flat()
        expect(new Set(told.map((each) => each.workflowId)).size).toBe(150)
        for (const each of heard) expect(each.length).toBeLessThanOrEqual(100)
        const ofFirst = told.filter((each) => each.workflowId === 'w0').map((each) => each.seq)
        expect(ofFirst.at(-1)).toBe(2)
        expect(ofFirst).toEqual([...ofFirst].sort())
        stop()
        await submit(changeOf('late'))
        await settle()
        expect(heard.flat()).toHaveLength(told.length)
      })
    })

    it('what the page does with an answer does not reach into the host', async () => {
      await withHost(async ({ submit, desiredPlans }) => {
        const pendingChange = changeOf('w')
        await submit(pendingChange)
        pendingChange.plan.reference = 'changed by the page'
        const [desired] = await desiredPlans()
        if (desired === undefined) throw new Error('nothing was taken')
        desired.plan.reference = 'changed too'
        expect(await desiredPlans()).toMatchObject([{ plan: { reference: 'w', connectionId: CONNECTION } }])
      })
    })
  })
}

type Page = CallOutput<'sync.statuses'> | CallOutput<'sync.desiredPlans'>
