import { Autocomplete, NumberInput } from '@mantine/core'
import { useState } from 'react'
import { useTexts } from '../../../components/display/texts.tsx'
import { Ask } from '../../../components/feedback/ask.tsx'
import type { WorkflowRecord } from '../../../db/schema/records.ts'
import { useDesk } from '../../../desk/desk-context.tsx'
import type { BoardActions } from '../../../planning/use-bulk-actions.ts'
import { AskAssignee } from './ask-assignee.tsx'

/** A question that is asked before many workflows are changed. */
export type Question = 'driver' | 'vehicle' | 'territory' | 'shift'

/** Asks the question and applies the answer to all of `records`. */
export function BulkQuestion(props: {
  question: Question
  records: readonly WorkflowRecord[]
  actions: BoardActions
  onClose: () => void
}) {
  const { question, records, actions, onClose } = props
  const desk = useDesk()
  if (question === 'shift') {
    return (
      <AskShift
        count={records.length}
        onClose={onClose}
        onShift={(minutes) => actions.shift(records, minutes)}
      />
    )
  }
  if (question === 'territory') {
    return (
      <AskTerritory
        known={desk.settings.territories}
        onClose={onClose}
        onSet={(territoryName) => actions.territory(records, territoryName)}
      />
    )
  }
  return (
    <AskAssignee
      noun={question}
      assignee={question === 'driver' ? desk.drivers : desk.vehicles}
      connections={desk.connections}
      records={records}
      onClose={onClose}
      onAnswer={(answer) => actions.assignee(records, question, answer)}
    />
  )
}

function AskTerritory(props: {
  known: readonly string[]
  onClose: () => void
  onSet: (name: string | null) => void
}) {
  const { t } = useTexts()
  const [value, setValue] = useState('')
  // Removing the territory is an option of its own: an empty field removes nothing.
  const none = t('board.setTerritory.none')
  const name = value.trim()
  const isNone = name.toLowerCase() === none.toLowerCase()
  return (
    <Ask
      title={t('board.setTerritory.title')}
      confirm={isNone ? t('board.setTerritory.takeOff') : t('board.setTerritory.take')}
      isDisabled={name === ''}
      onClose={props.onClose}
      onConfirm={() => {
        props.onSet(isNone ? null : name)
        props.onClose()
      }}
    >
      <Autocomplete
        label={t('board.setTerritory.label')}
        description={t('board.setTerritory.hint', { none })}
        data={[none, ...props.known]}
        openOnFocus={false} // it would lie over the buttons of the question
        value={value}
        onChange={setValue}
        data-autofocus
      />
    </Ask>
  )
}

function AskShift(props: { count: number; onClose: () => void; onShift: (minutes: number) => void }) {
  const { t } = useTexts()
  const [minutes, setMinutes] = useState<number | string>(15)
  const isGood = typeof minutes === 'number' && Number.isInteger(minutes) && minutes !== 0
  return (
    <Ask
      title={t('board.shift.title', { count: props.count })}
      confirm={t('board.shift.take')}
      isDisabled={!isGood}
      onClose={props.onClose}
      onConfirm={() => {
        props.onShift(Number(minutes))
        props.onClose()
      }}
    >
      <NumberInput
        label={t('board.shift.minutes')}
        description={t('board.shift.hint')}
        value={minutes}
        onChange={setMinutes}
        min={-10_080}
        max={10_080}
        step={15}
        allowDecimal={false}
        data-autofocus
      />
    </Ask>
  )
}
