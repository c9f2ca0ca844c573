/** Time for waits: what was scheduled runs when the test says so. */
export function createManualSchedule() {
  const waiting = new Set<{ readonly delayMs: number; readonly run: () => void }>()
  return {
    /** Calls once; the returned function cancels. */
    schedule(delayMs: number, run: () => void): () => void {
      const item = { delayMs, run }
      waiting.add(item)
      return () => waiting.delete(item)
    },
    /** What is waited for, in milliseconds. */
    delays: () => [...waiting].map((each) => each.delayMs),
    runAll(): void {
      for (const each of [...waiting]) {
        waiting.delete(each)
        each.run()
      }
    },
  }
}
