import { describe, expect, it } from 'vitest'
import type { AssigneeIds, IdsInPayload, SubmittedPlan } from '../../../../shared/model/plan/assignee-ids.ts'
import { inEnglish } from '../../../doubles/english.ts'
import { CONNECTION, changeOf, openEngineBench } from './engine-bench.ts'

const KNOWN: AssigneeIds = {
  connectionId: CONNECTION,
  driverSourceId: { sourceId: '4711', id: 'uuid-driver' },
}

async function bench() {
  let ids: IdsInPayload = 'external'
  const opened = await openEngineBench({ idsInPayload: () => ids })
  return {
    ...opened,
    take: (next: IdsInPayload) => {
      ids = next
    },
    bodies: () => opened.catena.writes.map((each) => each.body),
  }
}

/** A pending change with driver 4711. Without `assigneeIds` it is of an older version, or the lists were empty. */
function driven(assigneeIds: AssigneeIds | undefined = KNOWN, seq = 1) {
  const plan: Partial<SubmittedPlan> = {
    driverSourceId: '4711',
    ...(assigneeIds !== undefined && { assigneeIds }),
  }
  return changeOf('w', { seq }, plan)
}

describe('the ids that a write carries', () => {
  it('are those of the setting at the moment of the attempt', async () => {
    const { submit, take, bodies, catena, pass } = await bench()
    await submit(driven())
    expect(bodies()).toMatchObject([{ source_driver_id: '4711' }])
    catena.writes[0]?.refuse(429, { retry_after_seconds: 1 })
    take('catena')
    await pass(60_000)
    expect(bodies()[1]).toMatchObject({ driver_id: 'uuid-driver' })
    expect(bodies()[1]).not.toHaveProperty('source_driver_id')
  })

  it('outlive a restart with the pending change', async () => {
    const { submit, take, bodies, engine, running, restart } = await bench()
    await running(engine().holdAll({ isHeld: true }))
    await submit(driven())
    take('catena')
    await restart()
    await running(engine().holdAll({ isHeld: false }))
    expect(bodies()).toMatchObject([{ driver_id: 'uuid-driver' }])
  })

  it('that are not known keep it from being sent, and the field says what to do', async () => {
    const { submit, take, bodies, status } = await bench()
    take('catena')
    await submit(driven({ connectionId: CONNECTION }))
    expect(bodies()).toEqual([])
    expect(inEnglish(status('w'))).toMatchObject({
      state: 'rejected',
      fieldErrors: [
        {
          path: ['driverSourceId'],
          message: expect.stringContaining("Catena's id of driver 4711 is not known"),
        },
      ],
    })
    await submit(driven(KNOWN, 2))
    expect(bodies()).toMatchObject([{ driver_id: 'uuid-driver' }])
  })
})
