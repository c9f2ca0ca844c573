import { describe, expect, it } from 'vitest'
import {
  NETWORK_STATES,
  SYNC_REASONS,
  SYNC_STATES,
  type WorkflowSync,
} from '../../../shared/model/status/sync-status.ts'
import { en } from '../../../shared/text/en/en.ts'
import { reasonSentence, reasonShort, syncSentence } from '../../../shared/text/status-text.ts'
import { createTexts } from '../../../shared/text/texts.ts'
import { syncOf } from '../../doubles/host/workflow-sync.ts'

const { t } = createTexts('en', en)

const base = syncOf('w1')
const showTime = (iso: string): string => iso.slice(11, 16)

describe('the words of the sync states', () => {
  it('are the ones a dispatcher learns, each used for one state only', () => {
    expect(SYNC_STATES.map((state) => t(`sync.state.${state}`))).toEqual([
      'Draft',
      'On this computer',
      'Sending',
      'Checking with Catena',
      'With Catena',
      'At the TSP',
      'Refused',
      'Failed',
      'Waiting',
      'Held',
      'Withdrawn',
      'Conflict',
    ])
  })

  it('say the line to Catena in six labels', () => {
    expect(NETWORK_STATES.map((state) => t(`sync.network.${state}.label`))).toEqual([
      'Online',
      'Offline',
      'Sign-in needed',
      'Network login needed',
      'Certificate not trusted',
      'Catena unreachable',
    ])
  })

  it('name the three kinds of change', () => {
    expect([t('sync.change.create'), t('sync.change.update'), t('sync.change.cancel')]).toEqual([
      'New',
      'Update',
      'Cancellation',
    ])
  })
})

describe('reasons', () => {
  it('each have a short form and a whole sentence', () => {
    for (const code of SYNC_REASONS) {
      expect(reasonShort({ code }, t)).not.toMatch(/\.$/)
      expect(reasonShort({ code }, t).split(' ').length).toBeLessThanOrEqual(3)
      expect(reasonSentence({ code, detail: null }, t)).toMatch(/^[A-Z].*\.$/)
    }
  })

  it('carry what Catena said, once and in brackets', () => {
    expect(reasonSentence({ code: 'tspError', detail: 'HTTP 500.' }, t)).toBe(
      'The TSP answered with an error. (HTTP 500)',
    )
    expect(reasonSentence({ code: 'tspError', detail: ' ' }, t)).toBe('The TSP answered with an error.')
  })
})

describe('the sentence of an outbox row', () => {
  it('says that a change the host has not seen is only saved', () => {
    expect(syncSentence(null, showTime, t)).toBe('Saved on this computer; not handed to the sender yet.')
  })

  it('says why a queued change waits and when it is tried next', () => {
    const sync: WorkflowSync = {
      ...base,
      reason: { code: 'offline', detail: null },
      nextTryAt: '2026-11-24T05:13:00Z',
    }
    expect(syncSentence(sync, showTime, t)).toBe(
      'There is no network. It is sent when the network is back. Next try at 05:13.',
    )
  })

  it('says of an uncertain change what was sent when, what was looked up, and when the next look is', () => {
    const sync: WorkflowSync = {
      ...base,
      state: 'uncertain',
      reason: { code: 'answerLost', detail: null },
      lastTryAt: '2026-11-24T05:11:00Z',
      nextTryAt: '2026-11-24T05:14:00Z',
      looks: [
        { at: '2026-11-24T05:12:00Z', found: null },
        { at: '2026-11-24T05:13:00Z', found: 0 },
      ],
    }
    expect(syncSentence(sync, showTime, t)).toBe(
      'Sent at 05:11, answer lost. Looked up 2 times, last at 05:13: not found so far. Next look at 05:14. ' +
        'It is not sent again before that is known.',
    )
    expect(syncSentence({ ...sync, looks: sync.looks.slice(0, 1) }, showTime, t)).toContain(
      'Looked up once, last at 05:12: the last look gave no clear answer.',
    )
    expect(syncSentence({ ...sync, looks: [] }, showTime, t)).toContain('Not looked up at Catena yet.')
  })

  it('sends to Catena to look where lists cannot tell, and offers neither a release nor a blind second send', () => {
    const toCheck = {
      startsAt: null,
      driverSourceId: null,
      vehicleSourceId: null,
      firstStop: null,
      isCancelWanted: false,
    }
    const sent = { ...base, lastTryAt: '2026-11-24T05:11:00Z', toCheck }
    const held = { ...sent, state: 'held', reason: { code: 'noMarks', detail: null } } as const
    expect(syncSentence(held, showTime, t)).toBe(
      'Sent at 05:11, answer lost. Catena’s lists do not show our ids on this connection, so they cannot tell whether it ' +
        'arrived. Look for it at Catena yourself.',
    )
    const failed = { ...sent, state: 'failed', reason: { code: 'readModel', detail: 'TSP down' } } as const
    expect(syncSentence(failed, showTime, t)).toBe(
      'Sent at 05:11. The TSP reported a failure, but the workflow may exist all the same, and Catena’s lists cannot tell. ' +
        'Look for it at Catena yourself. (TSP down)',
    )
  })

  it('raises the duplicate alarm even when the TSP has the kept one', () => {
    const sync: WorkflowSync = {
      ...base,
      state: 'done',
      duplicates: [{ operationId: 'o2', resourceId: 'r2' }],
    }
    expect(syncSentence(sync, showTime, t)).toBe(
      'The TSP has it. Catena has it more than once, as a proxy on the way can cause. Cancel the newer one.',
    )
  })

  it('asks when a change is held, and says that an edit waits', () => {
    const sync: WorkflowSync = {
      ...base,
      state: 'held',
      reason: { code: 'heldByUser', detail: null },
      isEditWaiting: true,
    }
    expect(syncSentence(sync, showTime, t)).toBe(
      'You hold it. Release it to send it. ' + 'A newer edit waits behind it and follows by itself.',
    )
  })

  it('say after a failure whether it may be there all the same, and what to do when it is not', () => {
    const failed = { ...base, state: 'failed', reason: { code: 'tspNetwork', detail: null } } as const
    const open = { ...failed, isLookedFor: true, nextTryAt: '2026-11-24T05:40:00Z' } as const
    expect(syncSentence(open, showTime, t)).toBe(
      'Catena could not reach the TSP. It may be there all the same: that is being looked up. Next look at 05:40.',
    )
    expect(syncSentence(failed, showTime, t)).toBe(
      'Catena could not reach the TSP. It was looked for and is not there: send it again.',
    )
    expect(syncSentence({ ...failed, change: 'update' }, showTime, t)).toBe(
      'Catena could not reach the TSP. What was there before may still stand: send it again.',
    )
  })

  it('shows a status word of Catena that this version does not know', () => {
    expect(syncSentence({ ...base, state: 'accepted', foreignStatus: 'parked' }, showTime, t)).toBe(
      'Catena has it and says “parked”; the TSP has not confirmed it.',
    )
  })

  it('is a whole sentence in every state', () => {
    for (const state of SYNC_STATES)
      expect(syncSentence({ ...base, state }, showTime, t)).toMatch(/^[A-Z].*\.$/)
  })
})
