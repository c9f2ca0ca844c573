import { Combobox, TextInput, useCombobox } from '@mantine/core'
import { type ReactNode, useMemo, useState } from 'react'
import css from './editor.module.css'
import { type CrewOption, createCrewSearch, exactOption } from './fuzzy.ts'

/** What a {@link CrewPicker} is given. */
export interface CrewPickerProps {
  label: string
  value: string | null
  options: readonly CrewOption[]
  error: string | null
  description: ReactNode
  inputWrapperOrder: ('label' | 'input' | 'description' | 'error')[]
  onBlur(): void
  onChange(sourceId: string | null): void
}

/**
 * Picks a driver or a vehicle by a few letters. An id that is not in the list may be typed as well: it is taken as it
 * is, and warned of. Nothing is picked that the dispatcher did not choose or spell out.
 */
export function CrewPicker(props: CrewPickerProps) {
  const { label, value, options, onChange } = props
  const [query, setQuery] = useState<string | null>(null)
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() })
  const search = useMemo(() => createCrewSearch(options), [options])
  const known = options.find((each) => each.sourceId === value)
  const shown = query ?? known?.name ?? value ?? ''
  const found = combobox.dropdownOpened ? search(query ?? '') : []

  function pick(sourceId: string | null): void {
    onChange(sourceId)
    setQuery(null)
    combobox.closeDropdown()
  }
  function takeText(): void {
    if (query === null) return
    const text = query.trim()
    pick(text === '' ? null : (exactOption(options, text)?.sourceId ?? text))
  }

  return (
    <Combobox store={combobox} onOptionSubmit={pick} withinPortal>
      <Combobox.Target>
        <TextInput
          label={label}
          value={shown}
          error={props.error}
          description={props.description}
          inputWrapperOrder={props.inputWrapperOrder}
          rightSection={<Combobox.Chevron />}
          rightSectionPointerEvents="none"
          autoComplete="off"
          onChange={(event) => {
            setQuery(event.currentTarget.value)
            combobox.openDropdown()
            combobox.resetSelectedOption()
          }}
          onClick={() => combobox.openDropdown()}
          onKeyDown={(event) => {
            if (event.key === 'Escape' && query !== null) {
              setQuery(null)
              combobox.closeDropdown()
              event.stopPropagation()
            }
            const isPlainEnter = event.key === 'Enter' && !event.ctrlKey && !event.metaKey
            if (isPlainEnter && combobox.getSelectedOptionIndex() === -1) takeText()
          }}
          onBlur={() => {
            combobox.closeDropdown()
            takeText()
            props.onBlur()
          }}
        />
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Options mah={260} className={css.options} aria-label={`${label} list`}>
          {found.map((each) => (
            <Combobox.Option value={each.sourceId} key={each.sourceId} active={each.sourceId === value}>
              <span>{each.name}</span>
              <span className={css.optionDetail}>
                {[each.detail, each.isActive ? '' : 'not active'].filter((part) => part !== '').join(' · ')}
              </span>
            </Combobox.Option>
          ))}
          {found.length === 0 && (
            <Combobox.Empty>
              {options.length === 0
                ? 'No list fetched yet: type the id'
                : 'Not in the list: it is taken as an id'}
            </Combobox.Empty>
          )}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  )
}
