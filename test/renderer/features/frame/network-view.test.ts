import { describe, expect, it } from 'vitest'
import { networkAdvice, networkView } from '../../../../renderer/features/frame/network-view.ts'
import { NETWORK_STATES, type NetworkStatus } from '../../../../shared/model/status/sync-status.ts'
import { en } from '../../../../shared/text/en/en.ts'
import { createTexts } from '../../../../shared/text/texts.ts'

const { t } = createTexts('en', en)

const NOW = Date.UTC(2026, 10, 24, 6, 0)
const iso = (agoMs: number): string => new Date(NOW - agoMs).toISOString()
const ONLINE: NetworkStatus = {
  state: 'online',
  checkedAt: iso(0),
  since: iso(60_000),
  detail: null,
  waitUntil: null,
  isAllHeld: false,
  allHeldSince: null,
  unsupported: [],
}

function viewOf(
  some: Partial<NetworkStatus>,
  hostChannel: 'open' | 'closed' | 'refused' = 'open',
  toSend = 0,
) {
  return networkView({
    connection: { ...ONLINE, ...some },
    hostChannel,
    nowMs: NOW,
    toSend,
    oldestQueuedAtMs: toSend === 0 ? null : NOW - 180_000,
    showTime: (time) => time.slice(11, 16),
    t,
  })
}

describe('the network status', () => {
  it('says when Catena was checked, and what waits', () => {
    expect(viewOf({}, 'open', 3)).toMatchObject({
      kind: 'online',
      isWarn: false,
      label: 'Online',
      remark: '· as of 06:00',
      waiting: '3 to send, oldest 3 min',
      held: null,
    })
  })

  it('says that all sending is held, and for how long', () => {
    const held = { isAllHeld: true, allHeldSince: iso(12 * 60_000) }
    expect(viewOf(held).held).toBe('All sending held for 12 min')
    expect(viewOf({ ...held, allHeldSince: iso(59_000) }).held).toBe('All sending held for less than 1 min')
    const offline = viewOf({ ...held, state: 'offline' }, 'open', 1200)
    expect([offline.label, offline.held]).toEqual(['Offline', 'All sending held for 12 min'])
    expect(offline.title).toContain('All sending held for 12 min, 1,200 to send, oldest 3 min')
  })

  it.each(['online', 'unreachable'] as const)('says until when Catena asked to wait (%s)', (state) => {
    expect(viewOf({ state, waitUntil: iso(-300_000) })).toMatchObject({
      kind: 'askedToWait',
      isWarn: true,
      label: 'Asked to wait',
      remark: '· until 06:05',
    })
    expect(viewOf({ state, waitUntil: iso(1) }).kind).toBe(state)
  })

  it('a network without a way to Catena is not hidden by a wait', () => {
    expect(viewOf({ state: 'offline', waitUntil: iso(-300_000) }).label).toBe('Offline')
  })

  it('names the sender first when it does not answer', () => {
    expect(viewOf({ state: 'offline' }, 'closed').label).toBe('Sender stopped')
    expect(viewOf({ state: 'offline' }, 'refused').label).toBe('Earlier window')
  })

  it('gives every state a label of its own, and the cause behind its sentence', () => {
    const views = NETWORK_STATES.map((state) => viewOf({ state, detail: 'the cause (CODE)' }))
    expect(new Set(views.map((each) => each.label)).size).toBe(NETWORK_STATES.length)
    for (const { kind, title } of views) {
      expect(title).toContain(kind === 'online' ? 'the cause (CODE).' : ' Cause: the cause (CODE).')
    }
  })

  it('shows the explanation without asking where the dispatcher can do something about it', () => {
    const adviceOf = (state: NetworkStatus['state']) =>
      networkAdvice({
        connection: { ...ONLINE, state, detail: 'it has expired' },
        hostChannel: 'open',
        nowMs: NOW,
        t,
      })
    expect(NETWORK_STATES.filter((state) => adviceOf(state) !== null)).toEqual([
      'networkLoginNeeded',
      'certificateNotTrusted',
    ])
    expect(adviceOf('certificateNotTrusted')).toMatch(
      /certificate of Catena is not trusted.* it has expired\.$/,
    )
  })
})
