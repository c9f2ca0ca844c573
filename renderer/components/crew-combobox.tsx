import { Combobox, type ComboboxStore, useCombobox } from '@mantine/core'
import { type ReactNode, useEffect } from 'react'
import css from './crew-combobox.module.css'
import type { CrewOption } from './crew-search.ts'

/** One line of the list. */
export interface CrewLine extends Pick<CrewOption, 'name' | 'detail' | 'isActive'> {
  readonly key: string
}

/** The list's state. What Enter will take of what is typed is marked before it is pressed. */
export function useCrewCombobox(text: string, isTyped: boolean): ComboboxStore {
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() })
  const { selectFirstOption, dropdownOpened } = combobox
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new text has another first match
  useEffect(() => {
    if (isTyped && dropdownOpened) selectFirstOption()
  }, [text, isTyped, dropdownOpened, selectFirstOption])
  return combobox
}

/** A field, which is the child, over the list of drivers or vehicles that it may mean. */
export function CrewCombobox(props: {
  store: ComboboxStore
  label: string
  lines: readonly CrewLine[]
  /** The line that is chosen already. */
  activeKey: string | null
  /** What stands in the place of an empty list; without it there is none. */
  empty: string | null
  onPick: (key: string) => void
  children: ReactNode
}) {
  const { store, label, lines, empty } = props
  return (
    <Combobox store={store} onOptionSubmit={props.onPick} withinPortal>
      {props.children}
      <Combobox.Dropdown hidden={lines.length === 0 && empty === null}>
        <Combobox.Options mah={260} className={css.options} aria-label={`${label} list`}>
          {lines.map(({ key, name, detail, isActive }) => (
            <Combobox.Option value={key} key={key} active={key === props.activeKey}>
              <span>{name}</span>
              <span className={css.detail}>
                {[detail, isActive ? '' : 'not active'].filter((part) => part !== '').join(' · ')}
              </span>
            </Combobox.Option>
          ))}
          {lines.length === 0 && empty !== null && <Combobox.Empty>{empty}</Combobox.Empty>}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  )
}
