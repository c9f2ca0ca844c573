import {
  createContext,
  type ReactNode,
  useContext,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { keyOf } from './keys.ts'

/**
 * The one keymap. Screens register commands while they are on screen; the command palette lists exactly these, `?`
 * shows their keys, and nothing else listens for shortcuts.
 * How keys are written is in `keys.ts`.
 */
export interface Command {
  readonly id: string
  readonly label: string
  /** What it will lead to, when that must be known before the key is pressed. */
  readonly hint?: string
  readonly group: string
  readonly keys?: readonly string[]
  readonly run: () => void
  readonly isDisabled?: boolean
  /** True when the key also works while typing in a field. Keys with `mod` that fields use themselves need it false. */
  readonly worksInFields?: boolean
  /**
   * Selector of the part of the page that the key belongs to: it works only while the keyboard is in there, and there it
   * goes before a command of the same key that works everywhere.
   */
  readonly within?: string
}

interface Registry {
  register(owner: string, commands: readonly Command[]): void
  unregister(owner: string): void
}

/** Two contexts: whoever registers must not be drawn again each time somebody else does. */
const RegistryContext = createContext<Registry | null>(null)
const CommandsContext = createContext<readonly Command[]>([])

/** How long after the first key of a sequence (`g b`) the second one may come. */
const SEQUENCE_MS = 1_200

/** Holds the commands and listens for their keys. `areSingleKeysOn` false leaves only keys with Ctrl, Cmd or Alt. */
export function KeymapProvider(props: { areSingleKeysOn: boolean; children: ReactNode }) {
  const [owners, setOwners] = useState<ReadonlyMap<string, readonly Command[]>>(new Map())
  const commands = useMemo(() => [...owners.values()].flat(), [owners])
  const registry = useMemo<Registry>(
    () => ({
      register: (owner, added) => setOwners((before) => new Map(before).set(owner, added)),
      unregister: (owner) =>
        setOwners((before) => {
          const after = new Map(before)
          after.delete(owner)
          return after
        }),
    }),
    [],
  )
  useKeys(commands, props.areSingleKeysOn)
  return (
    <RegistryContext value={registry}>
      <CommandsContext value={commands}>{props.children}</CommandsContext>
    </RegistryContext>
  )
}

function useKeys(commands: readonly Command[], areSingleKeysOn: boolean): void {
  const prefix = useRef<{ key: string; atMs: number } | null>(null)
  useLayoutEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      if (event.defaultPrevented || event.isComposing) return
      const key = keyOf(event)
      const first = prefix.current
      prefix.current = null
      const isInField = takesKey(event.target, key)
      const sequence =
        first !== null && event.timeStamp - first.atMs < SEQUENCE_MS ? `${first.key} ${key}` : null
      const fitting = commands.filter(
        (command) =>
          command.isDisabled !== true &&
          (command.keys ?? []).some((each) => each === key || each === sequence) &&
          isAllowed(command, key, isInField, areSingleKeysOn) &&
          isWithin(command, event.target),
      )
      const found = fitting.find((command) => command.within !== undefined) ?? fitting[0]
      if (found !== undefined) {
        event.preventDefault()
        found.run()
        return
      }
      const isPrefix =
        !isInField &&
        areSingleKeysOn &&
        commands.some((each) => each.keys?.some((k) => k.startsWith(`${key} `)))
      if (isPrefix) prefix.current = { key, atMs: event.timeStamp }
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [commands, areSingleKeysOn])
}

function isAllowed(command: Command, key: string, isInField: boolean, areSingleKeysOn: boolean): boolean {
  const hasModifier = key.includes('mod+') || key.includes('alt+')
  if (isInField) return command.worksInFields === true && (hasModifier || key.startsWith('f'))
  if (isInDialog()) return hasModifier && command.worksInFields === true
  return hasModifier || areSingleKeysOn
}

/** A dialog has the keyboard to itself: single keys would act on what lies behind it. */
function isInDialog(): boolean {
  return document.activeElement?.closest('[role="dialog"], [role="menu"], [role="listbox"]') != null
}

function isWithin({ within }: Command, target: EventTarget | null): boolean {
  return within === undefined || (target instanceof Element && target.closest(within) !== null)
}

/** True for a field that has a use for the key itself: a list takes letters and arrows, but it has no text to undo. */
function takesKey(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target instanceof HTMLSelectElement) return !key.includes('mod+')
  if (target.isContentEditable || target instanceof HTMLTextAreaElement) return true
  if (target instanceof HTMLInputElement)
    return !['checkbox', 'radio', 'button', 'switch'].includes(target.type)
  return false
}

/**
 * Registers commands for as long as the calling component is on screen. Pass a memoised list. In a layout effect, as the
 * listening: a key must not yet do nothing while the button beside it says already what it does.
 */
export function useCommands(commands: readonly Command[]): void {
  const registry = useContext(RegistryContext)
  const owner = useId()
  useLayoutEffect(() => {
    registry?.register(owner, commands)
    return () => registry?.unregister(owner)
  }, [registry, owner, commands])
}

/** Every command on screen now, for the palette and the key list. */
export function useAllCommands(): readonly Command[] {
  return useContext(CommandsContext)
}
