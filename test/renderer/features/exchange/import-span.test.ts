import { describe, expect, it } from 'vitest'
import { spanOf } from '../../../../renderer/features/exchange/import-span.ts'
import { emptyPlan } from '../../../../shared/model/plan/workflow.ts'

const at = (startsAt: string | null) => ({ ...emptyPlan(), startsAt })

describe('the days that an import fills', () => {
  it('are the first and the last departure, in the depot’s zone', () => {
    // 04:30 UTC is still the evening before in Chicago.
    const plans = [at('2026-11-28T15:00:00Z'), at(null), at('2026-11-27T04:30:00Z')]
    expect(spanOf(plans, 'America/Chicago')).toEqual({ from: '2026-11-26', to: '2026-11-28' })
  })

  it('are none where nothing departs', () => {
    expect(spanOf([at(null)], 'America/Chicago')).toBeNull()
  })
})
