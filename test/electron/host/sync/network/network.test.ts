import { expect, it } from 'vitest'
import { DEFAULT_TIMINGS } from '../../../../../electron/host/sync/core/timings.ts'
import { createNetwork } from '../../../../../electron/host/sync/network/network.ts'

it('believes the Date of an answer that it has just taken in, though a real clock goes on between two readings', () => {
  let now = 0
  const clock = {
    monotonicMs: () => {
      now += 0.01
      return now
    },
    wallMs: () => 0,
    schedule: () => () => {},
  }
  const none = (): void => {}
  const network = createNetwork(
    { clock, timings: DEFAULT_TIMINGS },
    { onGate: none, onStatus: none, onDown: none },
  )
  const dateMs = Date.parse('2026-11-24T11:12:00Z')
  network.observe({ kind: 'answered', dateMs }) // the first one is confirmed by the second
  network.observe({ kind: 'answered', dateMs })
  expect(network.believed(dateMs)).toBe(dateMs)
  const wrong = dateMs + 86_400_000
  network.observe({ kind: 'answered', dateMs: wrong })
  expect(network.believed(wrong)).toBeNull()
  network.observe({ kind: 'answered', dateMs: null })
  expect(network.believed(null)).toBeNull()
})
