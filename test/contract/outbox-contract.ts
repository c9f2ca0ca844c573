import { describe, expect, it } from 'vitest'
import type { SubmitEntry, WorkflowSync } from '../../shared/model/sync-status.ts'
import type { CallOutput } from '../../shared/rpc/contract.ts'
import type { HostClient } from '../../shared/rpc/host-client.ts'
import { CONNECTION, wishOf } from '../electron/host/sync/engine-bench.ts'

/**
 * The host as the page's outbox meets it: its journal, and no line to Catena, so that nothing goes on by itself. What
 * holds here holds for the engine over each journal and for the double of the renderer's tests.
 */
export interface OutboxHost {
  readonly client: HostClient
  /** The answer of a call; what it needs of time and disk passes meanwhile. */
  waitFor<T>(call: Promise<T>): Promise<T>
  /** Lets everything be told that there is to tell. */
  settle(): Promise<void>
  /** The host dies at this moment, whatever was on its way. */
  kill(): Promise<void>
  /** It comes back over the same journal. */
  start(): Promise<void>
  /** While true its journal cannot be written. */
  setFull(isFull: boolean): Promise<void>
  close(): Promise<void>
}

export const CONTRACT_INSTALL_ID = 'INSTALL-0123456789'

/** What every host keeps when wishes are handed over to it. */
export function registerOutboxContract(name: string, createHost: () => Promise<OutboxHost>): void {
  describe(`outbox contract: ${name}`, () => {
    async function withHost(run: (host: Asking) => Promise<void>): Promise<void> {
      const host = await createHost()
      try {
        await run(asking(host))
      } finally {
        await host.close()
      }
    }

    it('answers with each wish it took, in the order of the hand-over', async () => {
      await withHost(async ({ submit }) => {
        const entries = [wishOf('b'), wishOf('a', { seq: 4 }), wishOf('c')]
        expect(await submit(...entries)).toEqual([
          { workflowId: 'b', seq: 1 },
          { workflowId: 'a', seq: 4 },
          { workflowId: 'c', seq: 1 },
        ])
        expect(await submit()).toEqual([])
      })
    })

    it('gives back each wish as it was handed over, so that a lost database comes back from it', async () => {
      await withHost(async ({ submit, wants }) => {
        const wish = wishOf('w', { seq: 7 }, { territoryName: 'Łódź 🚚', instructions: 'Ring\ntwice' })
        await submit(wish)
        const { workflowId, seq, intent, plan, sourceId, account } = wish
        expect(await wants()).toEqual([{ workflowId, seq, intent, plan, sourceId, account }])
      })
    })

    it('[I4] takes a repeated wish again and changes nothing by it', async () => {
      await withHost(async ({ submit, statuses, wants }) => {
        await submit(wishOf('w', { seq: 2 }))
        const before = [await statuses(), await wants()]
        expect(await submit(wishOf('w', { seq: 2, wasHanded: true }))).toEqual([{ workflowId: 'w', seq: 2 }])
        // The same number with another content is no newer wish.
        await submit(wishOf('w', { seq: 2 }, { territoryName: 'Elsewhere' }))
        expect([await statuses(), await wants()]).toEqual(before)
      })
    })

    it('[I4] takes an older wish and changes nothing by it', async () => {
      await withHost(async ({ submit, statuses, wants }) => {
        await submit(wishOf('w', { seq: 3 }, { territoryName: 'New' }))
        const before = [await statuses(), await wants()]
        const older = wishOf('w', { seq: 2, intent: 'cancel' }, { territoryName: 'Old' })
        expect(await submit(older)).toEqual([{ workflowId: 'w', seq: 2 }])
        expect([await statuses(), await wants()]).toEqual(before)
      })
    })

    it('[I7] a newer wish replaces one that waits', async () => {
      await withHost(async ({ submit, statuses, wants }) => {
        await submit(wishOf('w', { seq: 1 }, { territoryName: 'Old' }))
        await submit(wishOf('w', { seq: 2, wasHanded: true }, { territoryName: 'New' }))
        expect(await wants()).toMatchObject([{ seq: 2, plan: { territoryName: 'New' } }])
        expect(await statuses()).toMatchObject([{ seq: 2, state: 'queued', change: 'create' }])
      })
    })

    it.each([
      ['older first', [1, 2]],
      ['newer first', [2, 1]],
    ])('[I4] of one workflow twice in a hand-over the newest counts: %s', async (_name, seqs) => {
      await withHost(async ({ submit, wants }) => {
        await submit(...seqs.map((seq) => wishOf('w', { seq }, { territoryName: `${seq}` })))
        expect(await wants()).toMatchObject([{ seq: 2, plan: { territoryName: '2' } }])
      })
    })

    it('a new wish waits, and nothing of it is said to be anywhere else', async () => {
      await withHost(async ({ submit, statuses }) => {
        await submit(wishOf('w'))
        expect(await statuses()).toMatchObject([
          { state: 'queued', change: 'create', attempts: 0, operationId: null, resourceId: null, looks: [] },
        ])
      })
    })

    it('[P15] a cancel of what was never sent withdraws it, also when the host never heard of it', async () => {
      await withHost(async ({ submit, statuses, settle }) => {
        await submit(wishOf('known'))
        await submit(wishOf('known', { seq: 2, intent: 'cancel', wasHanded: true }))
        await submit(wishOf('unheard', { seq: 1, intent: 'cancel' }))
        await settle()
        expect(await statuses()).toMatchObject([
          { workflowId: 'known', seq: 2, state: 'withdrawn', resourceId: null },
          { workflowId: 'unheard', seq: 1, state: 'withdrawn', resourceId: null },
        ])
      })
    })

    it('[P15] what was withdrawn can be wished for again, and is then new', async () => {
      await withHost(async ({ submit, statuses, settle }) => {
        await submit(wishOf('w', { seq: 1, intent: 'cancel' }))
        await submit(wishOf('w', { seq: 2, wasHanded: true }))
        await settle()
        expect(await statuses()).toMatchObject([
          { seq: 2, state: 'queued', change: 'create', sourceId: 's-w-2' },
        ])
      })
    })

    describe('[R3] a wish that was offered before and is not in the journal', () => {
      it('may have been sent: it is uncertain, and not sent as new', async () => {
        await withHost(async ({ submit, statuses }) => {
          await submit(wishOf('w', { seq: 3, wasHanded: true }))
          expect(await statuses()).toMatchObject([
            { seq: 3, state: 'ambiguous', reason: { code: 'journalLost' } },
          ])
        })
      })

      it('cannot have been sent without a connection, and waits for one', async () => {
        await withHost(async ({ submit, statuses, settle }) => {
          await submit(wishOf('w', { wasHanded: true }, { connectionId: null }))
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
          await submit(wishOf('w', { wasHanded: true, known }))
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
          'may have been sent as an update, when the page knows the workflow by an older wish',
          4,
          'ambiguous',
        ],
      ] as const)('%s', async (_name, knownSeq, state) => {
        await withHost(async ({ submit, statuses, settle }) => {
          const ids = { sourceId: 's-old', operationId: 'op-9', resourceId: 'r-9', connectionId: CONNECTION }
          const known = { state: 'done', seq: knownSeq, ...ids } as const
          await submit(wishOf('w', { seq: 5, wasHanded: true, known }))
          await settle()
          expect(await statuses()).toMatchObject([
            { seq: 5, state, change: 'update', resourceId: 'r-9', sourceId: 's-old' },
          ])
        })
      })

      it('is uncertain in a repeated hand-over too: nothing is learnt by asking twice', async () => {
        await withHost(async ({ submit, statuses }) => {
          await submit(wishOf('w', { wasHanded: true }))
          await submit(wishOf('w', { wasHanded: true }))
          await submit(wishOf('w', { seq: 2, wasHanded: true }))
          expect(await statuses()).toMatchObject([{ seq: 2, state: 'ambiguous' }])
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

      it('may be a clone’s: then all that it hands over may have been sent from there', async () => {
        await withHost(async ({ call, submit, statuses }) => {
          expect(await call('sync.begin', { installId: 'ANOTHER-INSTALL' })).toEqual({
            installId: CONTRACT_INSTALL_ID,
            isSameInstall: false,
          })
          await submit(wishOf('w'))
          expect(await statuses()).toMatchObject([{ state: 'ambiguous', reason: { code: 'clonedProfile' } }])
        })
      })
    })

    describe('[R4] while the journal cannot be written', () => {
      it('refuses the whole hand-over by its code, and has nothing of it', async () => {
        await withHost(async ({ submit, statuses, wants, setFull, settle }) => {
          await submit(wishOf('before'))
          await setFull(true)
          await expect(submit(wishOf('w'), wishOf('v'))).rejects.toMatchObject({
            code: 'sync.journalUnwritable',
          })
          await settle()
          expect((await wants()).map((each) => each.workflowId)).toEqual(['before'])
          expect((await statuses()).map((each) => each.workflowId)).toEqual(['before'])
        })
      })

      it('and takes it once there is room, as what it is: never sent', async () => {
        await withHost(async ({ submit, statuses, setFull, settle }) => {
          await setFull(true)
          await expect(submit(wishOf('w'))).rejects.toMatchObject({ code: 'sync.journalUnwritable' })
          await setFull(false)
          await settle()
          await submit(wishOf('w'))
          expect(await statuses()).toMatchObject([{ workflowId: 'w', seq: 1, state: 'queued' }])
        })
      })
    })

    describe('[I4] a host that dies', () => {
      it('has after it everything it had acknowledged', async () => {
        await withHost(async ({ submit, wants, statuses, kill, start, settle }) => {
          await submit(wishOf('a'), wishOf('b'))
          await submit(wishOf('b', { seq: 2, intent: 'cancel', wasHanded: true }))
          await settle()
          const [wantsBefore, statesBefore] = [await wants(), statesOf(await statuses())]
          await kill()
          await start()
          expect(await wants()).toEqual(wantsBefore)
          expect(statesOf(await statuses())).toEqual(statesBefore)
        })
      })

      it('in the middle of a hand-over lets the call fail, and the same hand-over again does no harm', async () => {
        await withHost(async ({ host, call, submit, statuses, kill, start }) => {
          const entries = [wishOf('a'), wishOf('b')]
          const open = host.client.call('sync.submit', { entries }).catch((error: unknown) => error)
          await kill()
          expect(await open).toMatchObject({ code: 'rpc.closed' })
          await expect(call('sync.statuses', { after: null })).rejects.toMatchObject({ code: 'rpc.closed' })
          await start()
          await submit(...entries.map((each) => ({ ...each, wasHanded: true })))
          const found = await statuses()
          expect(found.map((each) => each.workflowId)).toEqual(['a', 'b'])
          for (const each of found) expect(['queued', 'ambiguous']).toContain(each.state)
        })
      })

      it('tells when its pipe closes and opens', async () => {
        await withHost(async ({ host, kill, start }) => {
          const heard: string[] = []
          const stop = host.client.onPipe((pipe) => heard.push(pipe))
          await kill()
          expect(host.client.pipe()).toBe('closed')
          await start()
          expect(host.client.pipe()).toBe('open')
          expect(heard).toEqual(['closed', 'open'])
          stop()
          await kill()
          expect(heard).toHaveLength(2)
        })
      })
    })

    it('gives statuses and wants page by page in the order of their ids, each exactly once', async () => {
      await withHost(async ({ call, submit }) => {
        const ids = Array.from({ length: 650 }, (_, n) => `w${String((n * 7) % 650).padStart(3, '0')}`)
        for (let from = 0; from < ids.length; from += 50) {
          await submit(...ids.slice(from, from + 50).map((id) => wishOf(id)))
        }
        for (const name of ['sync.statuses', 'sync.wants'] as const) {
          const found: string[] = []
          let pages = 0
          for (let after: string | null = null; ; pages += 1) {
            const page: Page = await call(name, { after })
            const items = 'statuses' in page ? page.statuses : page.wants
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

    it('tells of every wish it took by an event, at most 100 at a time, and never of an older one after a newer', async () => {
      await withHost(async ({ host, submit, settle }) => {
        const heard: (readonly WorkflowSync[])[] = []
        const stop = host.client.on('sync.changed', ({ statuses }) => heard.push(statuses))
        for (let from = 0; from < 150; from += 50) {
          await submit(...Array.from({ length: 50 }, (_, n) => wishOf(`w${from + n}`)))
        }
        await submit(wishOf('w0', { seq: 2, wasHanded: true }))
        await settle()
        const told = heard.flat()
        expect(new Set(told.map((each) => each.workflowId)).size).toBe(150)
        for (const each of heard) expect(each.length).toBeLessThanOrEqual(100)
        const ofFirst = told.filter((each) => each.workflowId === 'w0').map((each) => each.seq)
        expect(ofFirst.at(-1)).toBe(2)
        expect(ofFirst).toEqual([...ofFirst].sort())
        stop()
        await submit(wishOf('late'))
        await settle()
        expect(heard.flat()).toHaveLength(told.length)
      })
    })

    it('what the page does with an answer does not reach into the host', async () => {
      await withHost(async ({ submit, wants }) => {
        const wish = wishOf('w')
        await submit(wish)
        wish.plan.reference = 'changed by the page'
        const [want] = await wants()
        if (want === undefined) throw new Error('nothing was taken')
        want.plan.reference = 'changed too'
        expect(await wants()).toMatchObject([{ plan: { reference: 'w', connectionId: CONNECTION } }])
      })
    })
  })
}

type Page = CallOutput<'sync.statuses'> | CallOutput<'sync.wants'>
type Want = CallOutput<'sync.wants'>['wants'][number]
type Asking = ReturnType<typeof asking>

/** The calls of the outbox on a host, each waited for. */
function asking(host: OutboxHost) {
  const call: HostClient['call'] = (name, input) => host.waitFor(host.client.call(name, input))
  return {
    host,
    call,
    settle: host.settle,
    kill: host.kill,
    start: host.start,
    setFull: host.setFull,
    submit: async (...entries: SubmitEntry[]) => (await call('sync.submit', { entries })).taken,
    async statuses(): Promise<WorkflowSync[]> {
      const found: WorkflowSync[] = []
      for (let after: string | null = null; ; ) {
        const page: CallOutput<'sync.statuses'> = await call('sync.statuses', { after })
        found.push(...page.statuses)
        if (page.next === null) return found
        after = page.next
      }
    },
    async wants(): Promise<Want[]> {
      const found: Want[] = []
      for (let after: string | null = null; ; ) {
        const page: CallOutput<'sync.wants'> = await call('sync.wants', { after })
        found.push(...page.wants)
        if (page.next === null) return found
        after = page.next
      }
    },
  }
}

function statesOf(statuses: readonly WorkflowSync[]) {
  return statuses.map(({ workflowId, seq, state, sourceId }) => ({ workflowId, seq, state, sourceId }))
}
