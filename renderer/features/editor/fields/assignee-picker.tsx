import { Combobox, TextInput } from '@mantine/core'
import { type ReactNode, useMemo, useState } from 'react'
import { flushSync } from 'react-dom'
import { useTexts } from '../../../components/display/texts.tsx'
import {
  type AssigneeOption,
  assigneeMatches,
  createAssigneeSearch,
  exactMatch,
} from '../../../components/search/assignee-search.ts'
import { lineToTake, SearchCombobox, useSearchCombobox } from '../../../components/search/search-combobox.tsx'

/** What a {@link AssigneePicker} is given. */
export interface AssigneePickerProps {
  label: string
  value: string | null
  /** The name of the value. */
  name: string
  options: readonly AssigneeOption[]
  error: string | null
  description: ReactNode
  inputWrapperOrder: ('label' | 'input' | 'description' | 'error')[]
  onBlur(): void
  onChange(sourceId: string | null): void
}

/**
 * Picks a driver or a vehicle by a few letters. Enter takes the marked match; leaving the field takes the only match. A text
 * without a match, or with several when the field is left, is taken as an id, which the form warns of.
 */
export function AssigneePicker(props: AssigneePickerProps) {
  const { label, value, options, onChange } = props
  const { t } = useTexts()
  const [query, setQuery] = useState<string | null>(null)
  const search = useMemo(() => createAssigneeSearch(options), [options])
  const isTyped = query !== null && query.trim() !== ''
  const shown = query ?? props.name
  const combobox = useSearchCombobox(query ?? '', isTyped)
  const found = combobox.dropdownOpened || isTyped ? assigneeMatches(search, options, query ?? '') : []

  function pick(sourceId: string | null): void {
    onChange(sourceId)
    setQuery(null)
    combobox.closeDropdown()
  }
  function takeText(match: AssigneeOption | null): void {
    if (query === null) return
    const text = query.trim()
    pick(text === '' ? null : (match?.sourceId ?? text))
  }

  return (
    <SearchCombobox
      store={combobox}
      label={label}
      lines={found.map((each) => ({ ...each, key: each.sourceId }))}
      activeKey={value}
      empty={t(options.length === 0 ? 'editor.form.noList' : 'editor.form.notInList')}
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
            const marked = isTyped ? lineToTake(combobox, found) : null
            // At once: Ctrl+Enter goes on to the form, which has to send what was picked.
            flushSync(() => takeText(marked))
          }}
          onBlur={() => {
            combobox.closeDropdown()
            takeText(exactMatch(found, query ?? ''))
            props.onBlur()
          }}
        />
      </Combobox.Target>
    </SearchCombobox>
  )
}
