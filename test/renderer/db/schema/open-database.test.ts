import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { expect, it } from 'vitest'
import { BLOCKED_AFTER_MS, openDatabase } from '../../../../renderer/db/schema/open-database.ts'
import { createManualSchedule } from '../../../doubles/manual-schedule.ts'
import { until } from '../../../doubles/until.ts'

function openWith(indexedDB: IDBFactory, time = createManualSchedule()) {
  const signals: string[] = []
  const opened = openDatabase('training', {
    options: { indexedDB, IDBKeyRange },
    onVersionChange: () => signals.push('reload'),
    schedule: time.schedule,
    storage: {
      async persist() {
        signals.push('persist')
        return false
      },
    },
  })
  return { opened, signals, time }
}
function openNative(indexedDB: IDBFactory, version: number): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open('planner-training', version)
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}

it('opens the workspace by its own name and asks to keep it', async () => {
  const { opened, signals, time } = openWith(new IDBFactory())
  const { db, relaxedDb, close } = await opened
  expect([db.name, relaxedDb.name]).toEqual(['planner-training', 'planner-training'])
  expect(signals).toEqual(['persist'])
  expect(time.delays()).toEqual([])
  close()
})

it('[D6] closes and asks to load again when another window brings a newer version', async () => {
  const indexedDB = new IDBFactory()
  const { opened, signals } = openWith(indexedDB)
  await opened
  const newer = await openNative(indexedDB, 999)
  expect(signals).toContain('reload')
  newer.close()
})

it('[D3] gives up after five seconds behind a window that does not close', async () => {
  const indexedDB = new IDBFactory()
  const older = await openNative(indexedDB, 1)
  const { opened, time } = openWith(indexedDB)
  const refused = expect(opened).rejects.toMatchObject({ code: 'storage.blocked' })
  await until(() => time.delays().length === 1)
  expect(time.delays()).toEqual([BLOCKED_AFTER_MS])
  time.runAll()
  await refused
  older.close()
})
