import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { Ask } from './components/ask.tsx'

/** Asks for a name under which the board's view is kept. */
export function SaveView(props: { onClose: () => void; onSave: (name: string) => void }) {
  const [name, setName] = useState('')
  return (
    <Ask
      title="Save this view"
      confirm="Save view"
      isDisabled={name.trim() === ''}
      onClose={props.onClose}
      onConfirm={() => {
        props.onSave(name.trim())
        props.onClose()
      }}
    >
      <TextInput
        label="Name"
        description="Keeps the columns, order, groups, filters and search; not the day."
        value={name}
        maxLength={40}
        onChange={(event) => setName(event.currentTarget.value)}
        data-autofocus
      />
    </Ask>
  )
}
