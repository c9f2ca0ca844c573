import { describe, expect, it } from 'vitest'
import { keyOf, keysToShow, showKeys } from '../../../../renderer/components/keyboard/keys.ts'
import { en } from '../../../../shared/text/en/en.ts'
import { createTexts } from '../../../../shared/text/texts.ts'

const { t } = createTexts('en', en)

interface Press {
  readonly key: string
  readonly code: string
  readonly ctrlKey?: boolean
  readonly metaKey?: boolean
  readonly altKey?: boolean
  readonly shiftKey?: boolean
  readonly altGraph?: boolean
}

const press = ({ altGraph = false, ...event }: Press) =>
  keyOf({
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    shiftKey: false,
    getModifierState: (name) => name === 'AltGraph' && altGraph,
    ...event,
  })

describe('a key press', () => {
  it('is written the same way whichever modifier the system uses', () => {
    expect(press({ key: 'K', code: 'KeyK', ctrlKey: true })).toBe('mod+k')
    expect(press({ key: 'k', code: 'KeyK', metaKey: true })).toBe('mod+k')
    expect(press({ key: 'Z', code: 'KeyZ', ctrlKey: true, shiftKey: true })).toBe('shift+mod+z')
    expect(press({ key: '?', code: 'Slash', shiftKey: true })).toBe('?')
    expect(press({ key: 'ArrowLeft', code: 'ArrowLeft', altKey: true, shiftKey: true })).toBe(
      'shift+alt+arrowleft',
    )
    expect(press({ key: 'Enter', code: 'Enter', ctrlKey: true, altKey: true })).toBe('mod+alt+enter')
  })

  it.each<[string, Press, string]>([
    ['[ on US', { key: '[', code: 'BracketLeft' }, '['],
    [
      '[ on QWERTZ in Windows',
      { key: '[', code: 'Digit8', ctrlKey: true, altKey: true, altGraph: true },
      '[',
    ],
    [
      '[ on QWERTZ without the state of AltGr',
      { key: '[', code: 'Digit8', ctrlKey: true, altKey: true },
      '[',
    ],
    ['] on AZERTY in Linux', { key: ']', code: 'Minus', altGraph: true }, ']'],
    [
      '] on Spanish in Windows',
      { key: ']', code: 'BracketRight', ctrlKey: true, altKey: true, altGraph: true },
      ']',
    ],
    ['[ on a German Mac', { key: '[', code: 'Digit5', altKey: true }, '['],
    ['/ on QWERTZ', { key: '/', code: 'Digit7', shiftKey: true }, '/'],
    ['/ on AZERTY', { key: '/', code: 'Period', shiftKey: true }, '/'],
    ['? on QWERTZ', { key: '?', code: 'Minus', shiftKey: true }, '?'],
    ['? on AZERTY', { key: '?', code: 'KeyM', shiftKey: true }, '?'],
    ['? on Spanish', { key: '?', code: 'Minus', shiftKey: true }, '?'],
    ['undo on QWERTZ', { key: 'z', code: 'KeyY', ctrlKey: true }, 'mod+z'],
    ['undo on AZERTY', { key: 'z', code: 'KeyW', ctrlKey: true }, 'mod+z'],
    ['a letter of QWERTZ', { key: 'ö', code: 'Semicolon' }, 'ö'],
    ['new on a Greek layout', { key: 'ν', code: 'KeyN' }, 'n'],
    ['undo on a Cyrillic layout', { key: 'я', code: 'KeyZ', ctrlKey: true }, 'mod+z'],
  ])('is read as the character that it types: %s', (_name, event, written) => {
    expect(press(event)).toBe(written)
  })
})

describe('the keys of a command', () => {
  const QWERTZ = new Set([...'abcdefghijklmnopqrstuvwxyzöäüß#+-.,1234567890'])
  const US = new Set([..."abcdefghijklmnopqrstuvwxyz[];'\\,./-=1234567890"])

  it('are shown as people read them', () => {
    expect(showKeys('shift+mod+z', t)).toBe('Ctrl+Shift+Z')
    expect(showKeys('shift+mod+z', t, true)).toBe('⌘+Shift+Z')
    expect(showKeys('shift+alt+arrowleft', t)).toBe('Alt+Shift+←')
    expect(showKeys('g b', t)).toBe('G then B')
    expect(showKeys('[', t)).toBe('[')
  })

  it('are shown as the present layout types them with one key', () => {
    expect([QWERTZ, US, null].map((layout) => keysToShow(['[', 'k'], layout))).toEqual(['k', '[', '['])
    expect([QWERTZ, US].map((layout) => keysToShow(['/', 'mod+f'], layout))).toEqual(['mod+f', '/'])
    expect(keysToShow(['?'], QWERTZ)).toBe('?')
    expect(keysToShow(['g b'], QWERTZ)).toBe('g b')
    expect(keysToShow([], QWERTZ)).toBeUndefined()
  })
})
