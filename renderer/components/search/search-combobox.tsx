import { Combobox, type ComboboxStore, TextInput, type TextInputProps, useCombobox } from '@mantine/core'
import { type KeyboardEvent, type ReactNode, useEffect } from 'react'
import { useTexts } from '../display/texts.tsx'
import css from './search-combobox.module.css'

/** A line of the list. */
export interface ComboboxLine {
  readonly key: string
  readonly name: string
  /** In small letters behind the name. */
  readonly detail: string
  /** False: the line says so. */
  readonly isActive: boolean
}

/** The state of the list. While a text is typed, the line that Enter will take is marked. */
export function useSearchCombobox(text: string, isTyped: boolean): ComboboxStore {
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() })
  const { selectFirstOption, dropdownOpened } = combobox
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new text has another first match
  useEffect(() => {
    if (isTyped && dropdownOpened) selectFirstOption()
  }, [text, isTyped, dropdownOpened, selectFirstOption])
  return combobox
}

/** The line that Enter takes: the marked one, or the first where no mark has been drawn yet. */
export function lineToTake<Line>(store: ComboboxStore, lines: readonly Line[]): Line | null {
  return lines[store.getSelectedOptionIndex()] ?? lines[0] ?? null
}

/** A field, given as the child, with the list of what its text may mean. */
export function SearchCombobox(props: {
  store: ComboboxStore
  label: string
  lines: readonly ComboboxLine[]
  /** The line that is chosen already. */
  activeKey: string | null
  /** The text of an empty list; `null` = an empty list is not shown. */
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

/** A text field with its list. Enter takes the marked line; leaving the field keeps the typed text. */
export function SearchField(
  props: Omit<TextInputProps, 'value' | 'onChange' | 'label'> & {
    label: string
    text: string
    /** True while the text is a query; false while it is empty or the name of the picked line. */
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
  /** Handles Enter before the library does, which learns of the mark only after a timer of its own. */
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
