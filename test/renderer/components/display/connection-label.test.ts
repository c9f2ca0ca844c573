import { describe, expect, it } from 'vitest'
import { connectionLabel } from '../../../../renderer/components/display/connection-label.ts'
import { en } from '../../../../shared/text/en/en.ts'
import { createTexts } from '../../../../shared/text/texts.ts'

const { t } = createTexts('en', en)

describe('the name of a connection', () => {
  const label = (description: string | null, sourceName: string | null, status = 'active') =>
    connectionLabel({ id: 'c-1', fleetId: null, tspId: null, description, sourceName, status }, t)

  it('says what both of its names say once, whatever the case', () => {
    expect(label('Samsara', 'samsara')).toBe('Samsara')
    expect(label('Norte Freight · Samsara', 'samsara')).toBe('Norte Freight · Samsara')
  })

  it('says both where they differ, one where there is one, else its id, and a status that blocks sending', () => {
    expect(label('Norte Freight', 'samsara')).toBe('Norte Freight · samsara')
    expect(label(null, 'samsara')).toBe('samsara')
    expect(label(' ', null, 'paused')).toBe('c-1 (paused)')
    expect(label('Norte', null, 'stale')).toBe('Norte (stale)')
  })
})
