import { Text, TextInput } from '@mantine/core'
import { type RefObject, useState } from 'react'
import { useTexts } from '../../../components/display/texts.tsx'
import { Ask } from '../../../components/feedback/ask.tsx'
import type { StoredView } from './use-saved-views.ts'
import { viewNamed } from './view-edits.ts'

/** Asks for the name of a saved view. For a name that is taken, the button says that it replaces that view. */
export function SaveView(props: {
  views: readonly StoredView[]
  returnTo: RefObject<HTMLElement | null>
  onClose: () => void
  onSave: (name: string) => void
}) {
  const { t } = useTexts()
  const [name, setName] = useState('')
  const [isAsking, setAsking] = useState(false)
  const taken = viewNamed(props.views, name)
  const isReplacing = isAsking && taken !== undefined
  return (
    <Ask
      title={t('app.view.save')}
      confirm={isReplacing ? t('app.view.replaceConfirm') : t('app.view.saveConfirm')}
      isDisabled={name.trim() === ''}
      returnTo={props.returnTo}
      onClose={props.onClose}
      onConfirm={() => {
        if (taken !== undefined && !isReplacing) return setAsking(true)
        props.onSave(name.trim())
        props.onClose()
      }}
    >
      <TextInput
        label={t('app.view.name')}
        description={t('app.view.nameHint')}
        value={name}
        maxLength={40}
        onChange={(event) => {
          setName(event.currentTarget.value)
          setAsking(false)
        }}
        data-autofocus
      />
      <Text size="sm" mt={6} mih={42} role="status">
        {isReplacing && t('app.view.taken', { name: taken.name })}
      </Text>
    </Ask>
  )
}
