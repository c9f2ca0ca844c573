import { cleanup, fireEvent, render } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import {
  type Command,
  KeymapProvider,
  useCommands,
} from '../../../../renderer/components/keyboard/keymap.tsx'

function Registered(props: { commands: readonly Command[] }) {
  useCommands(props.commands)
  return null
}

describe('the keymap', () => {
  afterEach(cleanup)

  it.each<[string, KeyboardEventInit, string[]]>([
    ['the letter, on every layout', { key: 'k', code: 'KeyK' }, ['back']],
    ['AltGr with 8 on QWERTZ', { key: '[', code: 'Digit8', ctrlKey: true, altKey: true }, ['back']],
    ['the bracket of US', { key: '[', code: 'BracketLeft' }, ['back']],
    ['the ü of QWERTZ', { key: 'ü', code: 'BracketLeft' }, []],
    ['Ctrl with the letter', { key: 'k', code: 'KeyK', ctrlKey: true }, []],
  ])('runs a command with two keys by %s', (_name, event, expected) => {
    const ran: string[] = []
    const commands: readonly Command[] = [
      { id: 'back', label: 'Back', group: 'Go', keys: ['[', 'k'], run: () => ran.push('back') },
    ]
    render(
      <KeymapProvider areSingleKeysOn>
        <Registered commands={commands} />
      </KeymapProvider>,
    )
    fireEvent.keyDown(document.body, event)
    expect(ran).toEqual(expected)
  })
})
