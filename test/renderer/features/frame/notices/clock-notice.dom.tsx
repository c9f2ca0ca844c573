import { MantineProvider } from '@mantine/core'
import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import { type Desk, DeskProvider } from '../../../../../renderer/desk/desk-context.tsx'
import { ClockNotice } from '../../../../../renderer/features/frame/notices/clock-notice.tsx'
import { createDepotTime } from '../../../../../shared/util/depot-time.ts'
import { helloOf } from '../../editor/editor-fixture.tsx'

afterEach(cleanup)

function show(clockAheadMs: number | null): void {
  const { auth, connection, settings, notices, overridden } = helloOf()
  const desk: Desk = {
    hostChannel: 'open',
    auth: { ...auth, clockAheadMs },
    connection,
    settings,
    notices,
    overridden,
    time: createDepotTime('UTC'),
    today: '2026-11-24',
    connections: [],
    drivers: [],
    vehicles: [],
  }
  render(
    <MantineProvider>
      <DeskProvider value={desk}>
        <ClockNotice />
      </DeskProvider>
    </MantineProvider>,
  )
}

it.each([
  [12 * 60_000, "This computer's clock is 12 min fast"],
  [-12 * 60_000, "This computer's clock is 12 min slow"],
  [3 * 86_400_000, "This computer's clock is 3 days fast"],
])('the desk says how far the clock is off (%i ms)', (aheadMs, message) => {
  show(aheadMs)
  expect(screen.getByRole('note').textContent).toContain(message)
})

it.each([null, 60_000])('nothing is said of a clock that is off by %s ms', (aheadMs) => {
  show(aheadMs)
  expect(screen.queryByRole('note')).toBeNull()
})
