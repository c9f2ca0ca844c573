import { Combobox, TextInput } from '@mantine/core'
import { type ReactNode, useMemo, useState } from 'react'
import { flushSync } from 'react-dom'
import { CrewCombobox, useCrewCombobox } from '../../components/crew-combobox.tsx'
import { type CrewOption, createCrewSearch, crewMatches, settledMatch } from '../../components/crew-search.ts'

/** What a {@link CrewPicker} is given. */
export interface CrewPickerProps {
  label: string
  value: string | null
  /** What the value is called. */
  name: string
  options: readonly CrewOption[]
  error: string | null
  description: ReactNode
  inputWrapperOrder: ('label' | 'input' | 'description' | 'error')[]
  onBlur(): void
  onChange(sourceId: string | null): void
}

/**
 * Picks a driver or a vehicle by a few letters: Enter takes the marked match, leaving the field takes the match when
 * there is no other. Text that matches nothing, or several when the field is left, is an id: taken as it is, and warned of.
 */
export function CrewPicker(props: CrewPickerProps) {
  const { label, value, options, onChange } = props
  const [query, setQuery] = useState<string | null>(null)
  const search = useMemo(() => createCrewSearch(options), [options])
  const isTyped = query !== null && query.trim() !== ''
  const shown = query ?? props.name
  const combobox = useCrewCombobox(query ?? '', isTyped)
  const found = combobox.dropdownOpened || isTyped ? crewMatches(search, options, query ?? '') : []

  function pick(sourceId: string | null): void {
    onChange(sourceId)
    setQuery(null)
    combobox.closeDropdown()
  }
  function takeText(match: CrewOption | null): void {
    if (query === null) return
    const text = query.trim()
    pick(text === '' ? null : (match?.sourceId ?? text))
  }

  return (
    <CrewCombobox
      store={combobox}
      label={label}
      lines={found.map((each) => ({ ...each, key: each.sourceId }))}
      activeKey={value}
      empty={
        options.length === 0 ? 'No list fetched yet: type the id' : 'Not in the list: it is taken as an id'
      }
      onPick={pick}
    >
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
            if (event.key !== 'Enter' || query === null || event.nativeEvent.isComposing) return
            const marked = found[combobox.getSelectedOptionIndex()] ?? found[0] ?? null
            // Now and not with the next drawing: Ctrl+Enter goes on to the form, which sends what was picked.
            flushSync(() => takeText(isTyped ? marked : null))
          }}
          onBlur={() => {
            combobox.closeDropdown()
            takeText(settledMatch(found, query ?? ''))
            props.onBlur()
          }}
        />
      </Combobox.Target>
    </CrewCombobox>
  )
}
