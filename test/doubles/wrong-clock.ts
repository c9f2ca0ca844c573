const trueNow = Date.now

/** Sets the wall clock of this process ahead (or behind, negative), for the code under test and its libraries. */
export function setClockAhead(byMs: number): void {
  Date.now = () => trueNow() + byMs
}

/** Sets it right. */
export function setClockRight(): void {
  Date.now = trueNow
}
