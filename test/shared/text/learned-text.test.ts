import { describe, expect, it } from 'vitest'
import type { ConnectionLearned } from '../../../shared/model/status/connection-learned.ts'
import { en } from '../../../shared/text/en/en.ts'
import { learnedSentences, listLagSentence } from '../../../shared/text/learned-text.ts'
import { createTexts } from '../../../shared/text/texts.ts'

const { t } = createTexts('en', en)

const NOTHING: ConnectionLearned = {
  connectionId: 'c1',
  foundBy: [],
  listedAt: null,
  readLagMs: null,
  isSourceIdKept: null,
  areStopIdsKept: null,
  occurredAt: null,
  notKept: [],
}

const sentencesOf = (known: Partial<ConnectionLearned>): string[] =>
  learnedSentences({ ...NOTHING, ...known }, (iso) => iso.slice(11, 16), t)

describe('what was learned about a connection', () => {
  it('is said as not yet known, with what follows for a lost answer', () => {
    expect(sentencesOf({})).toEqual([
      'Not yet: nothing of ours was listed there. Until then a change whose answer is lost cannot be proved absent.',
      'How soon a new workflow can be read is not known yet.',
    ])
  })

  it('names by what our changes are found, how soon they are read and what the TSP does to them', () => {
    expect(
      sentencesOf({
        foundBy: ['payloadSourceId', 'stopId'],
        listedAt: '2026-11-24T05:12:30Z',
        readLagMs: 95_000,
        isSourceIdKept: true,
        areStopIdsKept: true,
        occurredAt: 'started',
        notKept: ['startsAt', 'territoryName', 'stops'],
      }),
    ).toEqual([
      'Our changes are found in Catena’s list by: our id in the content, our stop ids. Last seen 05:12.',
      'A new workflow can be read after about 2 min.',
      'A workflow that is read carries our id.',
      'This TSP rounds: start.',
      'This TSP does not keep: territory, details of stops.',
      'Catena dates a planned workflow by its planned start.',
    ])
  })

  it('says that somebody has to look at Catena where the list shows our changes without our ids', () => {
    const [found] = sentencesOf({ listedAt: '2026-11-24T05:12:30Z' })
    expect(found).toMatch(/without any id of ours.*look for it at Catena. Last seen 05:12.$/)
  })

  it.each([
    [
      { isSourceIdKept: false, areStopIdsKept: true },
      'TSP’s own id; we recognise it by the ids of its stops.',
    ],
    [{ isSourceIdKept: false, areStopIdsKept: false }, 'carries no id of ours'],
    [{ isSourceIdKept: false }, 'Of one without stops'],
  ])('says by what a read workflow is recognised (%j)', (known, text) => {
    expect(sentencesOf(known)[2]).toContain(text)
  })

  it.each([
    [400, 'at once'],
    [3_200, 'after about 4 s'],
    [61_000, 'after about 2 min'],
    [10_800_000, 'after about 3 h'],
  ])('never says that a wait is shorter than it was (%i ms)', (readLagMs, text) => {
    expect(sentencesOf({ readLagMs })[1]).toBe(`A new workflow can be read ${text}.`)
  })

  it('says how late the list of changes can be', () => {
    expect(listLagSentence({ listLagMs: 0 }, t)).toBe('Catena’s list of changes was never seen to be late.')
    expect(listLagSentence({ listLagMs: 2_500 }, t)).toBe(
      'A new change can be missing from Catena’s list for up to 3 s.',
    )
  })
})
