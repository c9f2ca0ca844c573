import { useMemo, useState } from 'react'
import type { Connection, Driver, Vehicle } from '../../../../shared/model/reference.ts'
import type { Translate } from '../../../../shared/text/texts.ts'
import { useTexts } from '../../../components/display/texts.tsx'
import { Ask } from '../../../components/feedback/ask.tsx'
import {
  assigneeMatches,
  createAssigneeSearch,
  exactMatch,
} from '../../../components/search/assignee-search.ts'
import { SearchField } from '../../../components/search/search-combobox.tsx'
import type { WorkflowRecord } from '../../../db/schema/records.ts'
import { type AssigneeAnswer, assigneeChoices } from '../../../planning/assignee-choice.ts'

const NONE_KEY = 'none'

/** Asks which driver or vehicle many workflows get. An empty field removes none: that is an option of its own. */
export function AskAssignee(props: {
  noun: 'driver' | 'vehicle'
  assignee: readonly (Driver | Vehicle)[]
  connections: readonly Connection[]
  records: readonly WorkflowRecord[]
  onClose: () => void
  onAnswer: (answer: AssigneeAnswer) => void
}) {
  const { noun, assignee, records, connections } = props
  const texts = useTexts()
  const { t } = texts
  const area = noun === 'driver' ? 'board.setDriver' : 'board.setVehicle'
  const choices = useMemo(
    () => assigneeChoices(assignee, records, connections, texts),
    [assignee, records, connections, texts],
  )
  const search = useMemo(() => createAssigneeSearch(choices), [choices])
  const [text, setText] = useState('')
  const [picked, setPicked] = useState<AssigneeAnswer | null>(null)
  const none = t(`${area}.none`)
  const found = useMemo(
    () => assigneeMatches(search, choices, picked === null ? text : ''),
    [search, choices, text, picked],
  )
  const isTyped = picked === null && text.trim() !== ''
  const isNone = text.trim().toLowerCase() === none.toLowerCase()
  const settled = picked === null ? exactMatch(found, text) : null
  const answer: AssigneeAnswer | null =
    picked ?? (isNone ? { kind: 'none' } : settled === null ? null : { kind: 'assignee', choice: settled })
  const isUnknown = isTyped && !isNone && found.length === 0

  function pick(key: string): void {
    const choice = choices.find((each) => each.key === key)
    setPicked(choice === undefined ? { kind: 'none' } : { kind: 'assignee', choice })
    setText(choice === undefined ? none : choice.name)
  }
  return (
    <Ask
      title={t(`${area}.title`)}
      confirm={t(answer?.kind === 'none' ? `${area}.takeOff` : `${area}.take`)}
      isDisabled={answer === null}
      onClose={props.onClose}
      onConfirm={() => {
        if (answer !== null) props.onAnswer(answer)
        props.onClose()
      }}
    >
      <SearchField
        label={t(`${area}.label`)}
        text={text}
        isTyped={isTyped}
        error={isUnknown ? t(`${area}.unknown`) : null}
        description={isUnknown ? null : hintOf(answer, isTyped, none, t)}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        data-autofocus
        empty={null}
        lines={[
          ...(text.trim() === '' || picked !== null || isNone
            ? [{ key: NONE_KEY, name: none, detail: t(`${area}.takeOffDetail`), isActive: true }]
            : []),
          ...found,
        ]}
        onText={(next) => {
          setPicked(null)
          setText(next)
        }}
        onPick={pick}
      />
    </Ask>
  )
}

/** The text below the field while it has no error. */
function hintOf(answer: AssigneeAnswer | null, isTyped: boolean, none: string, t: Translate): string {
  if (answer?.kind === 'assignee')
    return [answer.choice.name, answer.choice.detail].filter(Boolean).join(' · ')
  if (answer !== null) return t('board.setAssignee.takenOff')
  return isTyped ? t('board.setAssignee.several') : t('board.setAssignee.hint', { none })
}
