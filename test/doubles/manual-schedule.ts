/** A schedule whose callbacks the test runs. */
export function createManualSchedule() {
  const waiting = new Set<{ readonly delayMs: number; readonly run: () => void }>()
  return {
    /** @returns a function that cancels */
    schedule(delayMs: number, run: () => void): () => void {
      const item = { delayMs, run }
      waiting.add(item)
      return () => waiting.delete(item)
    },
    /** The waiting delays, in milliseconds. */
    delays: () => [...waiting].map((each) => each.delayMs),
    runAll(): void {
      for (const each of [...waiting]) {
        waiting.delete(each)
        each.run()
      }
    },
  }
}
