import { describe, expect, it } from 'vitest'
import { highlightParts } from '../../../../renderer/components/display/highlight.tsx'
import {
  ageText,
  counted,
  relativeTimeText,
  statusWord,
} from '../../../../renderer/components/display/labels.ts'
import { english } from '../../../doubles/english.ts'

describe('words', () => {
  it('say ages and times in the largest unit that says enough', () => {
    expect([
      ageText(22 * 60_000, english.t),
      ageText(3 * 3_600_000, english.t),
      ageText(72 * 3_600_000, english.t),
    ]).toEqual(['22 min', '3 h', '3 days'])
    expect([
      relativeTimeText(0, 120_000, english.t),
      relativeTimeText(40_000, 0, english.t),
      relativeTimeText(0, 1_000, english.t),
    ]).toEqual(['2 min ago', 'in 40 s', 'now'])
  })

  it('count, and show statuses of Catena that are not known', () => {
    expect([counted(1, 'copy', 'copies'), counted(1200, 'copy', 'copies')]).toEqual([
      '1 copy',
      '1,200 copies',
    ])
    expect(statusWord('IN_TRANSIT')).toBe('In transit')
  })

  it('mark every hit of a search, the longest where two begin', () => {
    const parts = highlightParts('Cold Store cold', ['cold', 'cold store'])
    expect(parts.filter((part) => part.isHit).map((part) => part.text)).toEqual(['Cold Store', 'cold'])
    expect(parts.map((part) => part.text).join('')).toBe('Cold Store cold')
  })
})
