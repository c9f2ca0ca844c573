import type { Translate } from '../../../shared/text/texts.ts'

/**
 * Keys are named by the character that they type, so that a command has its letter on every layout. They are written as
 * `mod+k`, `shift+mod+z`, `alt+arrowup`, `n`, or a sequence `g b`. `mod` is Ctrl, or Cmd on a Mac.
 *
 * Letters are on every layout. `[` and `]` need AltGr on QWERTZ, AZERTY and Spanish keyboards, so a command that has such a
 * character has a letter as well, and the key help shows the one that the present layout types with one key.
 */

/** The parts of a key press that are read. */
type KeyPress = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'> &
  Partial<Pick<KeyboardEvent, 'code' | 'getModifierState'>>

/** A key press as commands write it. Shift is named only where it does not change the character. */
export function keyOf(event: KeyPress): string {
  const isTyped = isTypedWithAltGr(event)
  const name = event.key === ' ' ? 'space' : (latinLetter(event) ?? event.key.toLowerCase())
  const hasMod = !isTyped && (event.ctrlKey || event.metaKey)
  const hasAlt = !isTyped && event.altKey
  const isNamed = name.length > 1
  const shift = event.shiftKey && (isNamed || hasMod || hasAlt) ? 'shift+' : ''
  return `${shift}${hasMod ? 'mod+' : ''}${hasAlt ? 'alt+' : ''}${name}`
}

/**
 * True when AltGr (Option on a Mac) is part of typing the character. Windows reports it as Ctrl and Alt, Linux as a modifier
 * of its own, a Mac as Alt.
 */
function isTypedWithAltGr(event: KeyPress): boolean {
  if ([...event.key].length !== 1) return false
  if (event.getModifierState?.('AltGraph') === true) return true
  return event.altKey && !event.metaKey && !/[a-z0-9 ]/i.test(event.key)
}

/** The Latin letter of a key whose layout has another alphabet, such as Greek; `null` for any other key. */
function latinLetter({ key, code }: KeyPress): string | null {
  if (!/^[^\p{ASCII}]$/u.test(key) || !/^\p{L}$/u.test(key) || /^\p{Script=Latin}$/u.test(key)) return null
  const letter = /^Key([A-Z])$/.exec(code ?? '')?.[1]
  return letter === undefined ? null : letter.toLowerCase()
}

/** The keys to show for a command: the first that the layout types without AltGr, else the first. */
export function keysToShow(keys: readonly string[], layout: ReadonlySet<string> | null): string | undefined {
  if (layout === null) return keys[0]
  return keys.find((each) => isDirect(each, layout)) ?? keys[0]
}

/** True when every key is typed without a modifier. The browser does not tell what a layout types with Shift. */
function isDirect(keys: string, layout: ReadonlySet<string>): boolean {
  return keys.split(' ').every((press) => {
    const name = press === '+' ? press : (press.split('+').at(-1) ?? '')
    return name.length > 1 || /[a-z]/.test(name) || layout.has(name)
  })
}

const ARROWS: Readonly<Record<string, string>> = {
  arrowup: '↑',
  arrowdown: '↓',
  arrowleft: '←',
  arrowright: '→',
}
/** Modifiers in the order in which they are shown. */
const MODIFIERS = ['mod', 'alt', 'shift'] as const
/** Keys whose names differ between languages. */
const NAMED = ['enter', 'escape', 'space', 'delete', 'pageup', 'pagedown'] as const

/** Keys in the language of the screen: `shift+mod+z` is `Ctrl+Shift+Z` or `Strg+Umschalt+Z`. */
export function showKeys(keys: string, t: Translate, isMac = false): string {
  const [first = '', second] = keys.split(' ').map((press) => showPress(press, t, isMac))
  return second === undefined ? first : t('app.key.sequence', { first, second })
}

function showPress(press: string, t: Translate, isMac: boolean): string {
  const parts = press === '+' ? ['+'] : press.split('+')
  const held = MODIFIERS.filter((each) => parts.includes(each))
  const name = parts.at(-1) ?? ''
  return [
    ...held.map((each) => (each === 'mod' && isMac ? '⌘' : t(`app.key.${each}`))),
    keyName(name, t),
  ].join('+')
}

function keyName(name: string, t: Translate): string {
  const named = NAMED.find((each) => each === name)
  return named === undefined ? (ARROWS[name] ?? name.toUpperCase()) : t(`app.key.${named}`)
}
