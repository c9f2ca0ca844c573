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

  describe('of two keys that follow each other', () => {
    const ran: string[] = []
    const commands: readonly Command[] = [
      { id: 'today', label: 'Today', group: 'Go', keys: ['t'], run: () => ran.push('today') },
      { id: 'templates', label: 'Templates', group: 'Go', keys: ['g t'], run: () => ran.push('templates') },
    ]
    const press = (key: string, timeStamp: number) => {
      const event = new KeyboardEvent('keydown', { key, code: `Key${key.toUpperCase()}`, bubbles: true })
      Object.defineProperty(event, 'timeStamp', { value: timeStamp })
      fireEvent(document.body, event)
    }

    it.each<[string, [string, number][], string[]]>([
      [
        'the sequence comes before the single key',
        [
          ['g', 0],
          ['t', 500],
        ],
        ['templates'],
      ],
      ['the single key runs alone', [['t', 0]], ['today']],
      [
        'the single key runs when the first was long ago',
        [
          ['g', 0],
          ['t', 2_000],
        ],
        ['today'],
      ],
      [
        'the sequence ends after it ran',
        [
          ['g', 0],
          ['t', 100],
          ['t', 200],
        ],
        ['templates', 'today'],
      ],
    ])('%s', (_name, keys, expected) => {
      ran.length = 0
      render(
        <KeymapProvider areSingleKeysOn>
          <Registered commands={commands} />
        </KeymapProvider>,
      )
      for (const [key, atMs] of keys) press(key, atMs)
      expect(ran).toEqual(expected)
    })
  })
})
