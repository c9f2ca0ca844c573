import type { Fault } from '../world/faults.ts'

/** The record of one run: a trace with its hash, the counters of faults and states, and the findings. */
export interface Ledger {
  /** Adds one line to the trace. */
  note(text: string): void
  fault(fault: Fault): void
  reached(state: string): void
  count(name: string, by?: number): void
  /** The program broke a rule. `rule` is an invariant's id or lost, duplicated, wrong, stuck. */
  accuse(rule: string, text: string): void
  readonly findings: readonly Finding[]
  readonly lines: readonly string[]
  readonly counts: Readonly<Record<string, number>>
  hash(): string
}
export interface Finding {
  readonly rule: string
  readonly text: string
  readonly atMs: number
}

/** @param isTraceKept true keeps the lines of the trace; the hash is always computed */
export function createLedger(nowMs: () => number, isTraceKept: boolean): Ledger {
  const findings: Finding[] = []
  const lines: string[] = []
  const counts: Record<string, number> = {}
  let high = 0x811c9dc5
  let low = 0x01000193

  function note(text: string): void {
    const line = `${nowMs().toFixed(3)} ${text}`
    for (let index = 0; index < line.length; index += 1) {
      const code = line.charCodeAt(index)
      high = Math.imul(high ^ code, 16_777_619)
      low = Math.imul(low ^ code, 2_246_822_519) ^ (low >>> 13)
    }
    if (isTraceKept) lines.push(line)
  }

  function count(name: string, by = 1): void {
    counts[name] = (counts[name] ?? 0) + by
  }

  return {
    note,
    count,
    fault(fault) {
      count(`fault:${fault}`)
      note(`fault ${fault}`)
    },
    reached: (state) => count(`state:${state}`),
    accuse(rule, text) {
      note(`FOUND ${rule}: ${text}`)
      findings.push({ rule, text, atMs: nowMs() })
    },
    findings,
    lines,
    counts,
    hash: () => `${(high >>> 0).toString(16).padStart(8, '0')}${(low >>> 0).toString(16).padStart(8, '0')}`,
  }
}
