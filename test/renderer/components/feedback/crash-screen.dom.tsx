import { MantineProvider } from '@mantine/core'
import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import { CrashScreen } from '../../../../renderer/components/feedback/crash-screen.tsx'

afterEach(cleanup)

function Broken(): never {
  throw new Error('destroy is not a function')
}

it('says in words that nothing is lost when a screen cannot be drawn, and offers to open it again', () => {
  const reported: string[] = []
  render(
    <MantineProvider>
      <CrashScreen>
        <Broken />
      </CrashScreen>
    </MantineProvider>,
    { onCaughtError: (error) => reported.push(String(error)) },
  )
  expect(screen.getByRole('alert').textContent).toMatch(/Everything that was saved is here.*destroy is not/)
  expect(screen.getByRole('button', { name: 'Open it again' })).toBeTruthy()
  expect(reported).toEqual(['Error: destroy is not a function'])
})
