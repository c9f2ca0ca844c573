import { Combobox, type ComboboxStore, TextInput, type TextInputProps, useCombobox } from '@mantine/core'
import { type KeyboardEvent, type ReactNode, useEffect } from 'react'
import { useTexts } from '../display/texts.tsx'
import css from './search-combobox.module.css'

/** One line of the list. */
export interface ComboboxLine {
  readonly key: string
  readonly name: string
  /** What stands beside the name, smaller. */
  readonly detail: string
  /** False = said so beside it. */
  readonly isActive: boolean
}

/** The list's state. What Enter will take of what is typed is marked before it is pressed. */
export function useSearchCombobox(text: string, isTyped: boolean): ComboboxStore {
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() })
  const { selectFirstOption, dropdownOpened } = combobox
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new text has another first match
  useEffect(() => {
    if (isTyped && dropdownOpened) selectFirstOption()
  }, [text, isTyped, dropdownOpened, selectFirstOption])
  return combobox
}

/** The line that Enter takes of what is typed: the marked one, or the first where the mark has yet to be drawn. */
export function lineToTake<Line>(store: ComboboxStore, lines: readonly Line[]): Line | null {
  return lines[store.getSelectedOptionIndex()] ?? lines[0] ?? null
}

/** A field, which is the child, over the list of what it may mean. */
export function SearchCombobox(props: {
  store: ComboboxStore
  label: string
  lines: readonly ComboboxLine[]
  /** The line that is chosen already. */
  activeKey: string | null
  /** What stands in the place of an empty list; without it there is none. */
  empty: string | null
  onPick: (key: string) => void
  children: ReactNode
}) {
  const { t } = useTexts()
  const { store, label, lines, empty } = props
  return (
    <Combobox store={store} onOptionSubmit={props.onPick} withinPortal>
      {props.children}
      <Combobox.Dropdown hidden={lines.length === 0 && empty === null}>
        <Combobox.Options mah={260} className={css.options} aria-label={t('app.listOf', { label })}>
          {lines.map(({ key, name, detail, isActive }) => (
            <Combobox.Option value={key} key={key} active={key === props.activeKey}>
              <span>{name}</span>
              <span className={css.detail}>
                {[detail, isActive ? '' : t('app.notActive')].filter((part) => part !== '').join(' · ')}
              </span>
            </Combobox.Option>
          ))}
          {lines.length === 0 && empty !== null && <Combobox.Empty>{empty}</Combobox.Empty>}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  )
}

/** A text field over its list: Enter takes the marked line, and what is typed stays when the field is left. */
export function SearchField(
  props: Omit<TextInputProps, 'value' | 'onChange' | 'label'> & {
    label: string
    text: string
    /** The text is being looked for; false = it is empty, or the name of what was picked. */
    isTyped: boolean
    lines: readonly ComboboxLine[]
    empty: string | null
    onText: (text: string) => void
    onPick: (key: string) => void
  },
) {
  const { label, text, isTyped, lines, empty, onText, onPick, ...input } = props
  const combobox = useSearchCombobox(text, isTyped)
  function pick(key: string): void {
    onPick(key)
    combobox.closeDropdown()
  }
  /** Takes Enter from the library, which knows the mark only once a timer of its own has run. */
  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
    const line = isTyped && combobox.dropdownOpened ? lineToTake(combobox, lines) : null
    if (line === null) return
    event.preventDefault()
    pick(line.key)
  }
  return (
    <SearchCombobox store={combobox} label={label} lines={lines} activeKey={null} empty={empty} onPick={pick}>
      <Combobox.Target withExpandedAttribute>
        <TextInput
          {...input}
          label={label}
          value={text}
          rightSection={<Combobox.Chevron />}
          rightSectionPointerEvents="none"
          autoComplete="off"
          onChange={(event) => {
            onText(event.currentTarget.value)
            combobox.openDropdown()
            combobox.resetSelectedOption()
          }}
          onClick={() => combobox.openDropdown()}
          onKeyDown={onKeyDown}
          onBlur={() => combobox.closeDropdown()}
        />
      </Combobox.Target>
    </SearchCombobox>
  )
}
