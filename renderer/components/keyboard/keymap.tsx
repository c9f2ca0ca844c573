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
 * A command of the desk. Screens register their commands while they are on screen. The palette and the key list show the
 * registered commands, and the keymap is the only listener for their keys. `keys.ts` describes how keys are written.
 */
export interface Command {
  readonly id: string
  readonly label: string
  /** What the command will lead to, where that has to be known before the key is pressed. */
  readonly hint?: string
  readonly group: string
  readonly keys?: readonly string[]
  readonly run: () => void
  readonly isDisabled?: boolean
  /** True when the key also works in a text field. Leave it false for keys that fields use themselves. */
  readonly worksInFields?: boolean
  /**
   * Selector of the part of the page to which the key is limited. Within that part the command comes before one with the
   * same key and no limit.
   */
  readonly within?: string
}

interface Registry {
  register(owner: string, commands: readonly Command[]): void
  unregister(owner: string): void
}

/** A context apart from the commands: components that only register must not be drawn again when the commands change. */
const RegistryContext = createContext<Registry | null>(null)
const CommandsContext = createContext<readonly Command[]>([])

/** The longest time between the two keys of a sequence (`g b`), in milliseconds. */
const SEQUENCE_MS = 1_200

/** Holds the commands and listens for their keys. With `areSingleKeysOn` false only keys with Ctrl, Cmd or Alt work. */
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
      // `g t` was meant by whoever has just pressed `g`, also where `t` alone is a command.
      const ofSequence = fitting.filter((command) => sequence !== null && command.keys?.includes(sequence))
      const meant = ofSequence.length > 0 ? ofSequence : fitting
      const found = meant.find((command) => command.within !== undefined) ?? meant[0]
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

/** True while a dialog, menu or list is open: single keys would act on what lies behind it. */
function isInDialog(): boolean {
  return document.activeElement?.closest('[role="dialog"], [role="menu"], [role="listbox"]') != null
}

function isWithin({ within }: Command, target: EventTarget | null): boolean {
  return within === undefined || (target instanceof Element && target.closest(within) !== null)
}

/** True for a field that uses the key itself. A list uses letters and arrows, but has no text to undo. */
function takesKey(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target instanceof HTMLSelectElement) return !key.includes('mod+')
  if (target.isContentEditable || target instanceof HTMLTextAreaElement) return true
  if (target instanceof HTMLInputElement)
    return !['checkbox', 'radio', 'button', 'switch'].includes(target.type)
  return false
}

/**
 * Registers commands while the calling component is mounted. Pass a memoised list. Registering and listening run in layout
 * effects, so that a key works as soon as the button that shows it is drawn.
 */
export function useCommands(commands: readonly Command[]): void {
  const registry = useContext(RegistryContext)
  const owner = useId()
  useLayoutEffect(() => {
    registry?.register(owner, commands)
    return () => registry?.unregister(owner)
  }, [registry, owner, commands])
}

/** Every registered command. */
export function useAllCommands(): readonly Command[] {
  return useContext(CommandsContext)
}
