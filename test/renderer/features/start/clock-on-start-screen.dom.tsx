import { MantineProvider } from '@mantine/core'
import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import { StartScreen } from '../../../../renderer/features/start/start-screen.tsx'
import type { AuthStatus } from '../../../../shared/rpc/contract.ts'
import { createFakeHost } from '../../../doubles/host/fake-host.ts'
import { helloOf } from '../editor/editor-fixture.tsx'

afterEach(cleanup)

function show(part: Partial<AuthStatus>): void {
  const hello = helloOf()
  const host = createFakeHost({ hello })
  host.open()
  render(
    <MantineProvider>
      <StartScreen
        host={host.client}
        auth={{ ...hello.auth, ...part }}
        isHostChannelOpen
        onEnter={() => undefined}
      />
    </MantineProvider>,
  )
}

it.each([
  ['failed', 12 * 60_000, "This computer's clock is 12 min fast"],
  ['waitingForBrowser', -3 * 86_400_000, "This computer's clock is 3 days slow"],
  ['signedOut', 12 * 60_000, "This computer's clock is 12 min fast"],
] as const)(
  'somebody who is not signed in (%s) reads that the clock is wrong',
  (step, clockAheadMs, message) => {
    show({ step, clockAheadMs })
    expect(screen.getByText(message, { exact: false })).toBeTruthy()
  },
)

it('nothing is said of a right clock', () => {
  show({ step: 'signedOut', clockAheadMs: 1_000 })
  expect(screen.queryByText("This computer's clock", { exact: false })).toBeNull()
})
