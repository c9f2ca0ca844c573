import { pull } from './page-pull.ts'
import { fill, openAll, openDay, openRawDay, plainBoard, search } from './page-reads.ts'
import { bulkEdit, importMany, save } from './page-writes.ts'
import { plainScroll } from './plain-scroll.ts'

/** What is measured inside a real page, for the bench to call from outside of it. Times are in milliseconds. */
const measures = {
  save,
  importMany,
  bulkEdit,
  fill,
  openRawDay,
  openDay,
  openAll,
  plainBoard,
  plainScroll,
  search,
  pull,
}

declare global {
  var storageBench: StorageBench
}
export type StorageBench = typeof measures

globalThis.storageBench = measures
