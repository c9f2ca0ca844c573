import { Autocomplete, Button, Menu, NumberInput, Select } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { useState } from 'react'
import { WORKFLOW_STATUSES } from '../../../shared/model/workflow.ts'
import { Ask } from '../../components/ask.tsx'
import { counted, statusWord } from '../../components/words.ts'
import type { WorkflowRecord } from '../../db/schema.ts'
import { useDesk } from '../../desk-state.tsx'
import css from './board.module.css'
import type { BulkFields } from './board-edits.ts'
import type { BoardActions } from './use-board-actions.ts'

type Question = 'driver' | 'vehicle' | 'territory' | 'shift' | null

/** What can be done with all chosen workflows at once. Each is one undo step. */
export function BulkBar(props: {
  records: readonly WorkflowRecord[]
  actions: BoardActions
  onDuplicate: () => void
  onClear: () => void
}) {
  const { records, actions } = props
  const [question, setQuestion] = useState<Question>(null)
  const drafts = records.filter((each) => each.shownState === 'draft')
  const set = (fields: BulkFields, label: string): void => actions.set(records, fields, label)
  return (
    <section className={css.bulk} aria-label="Chosen workflows">
      <b>{counted(records.length, 'workflow')} chosen</b>
      <Button variant="default" onClick={() => setQuestion('driver')}>
        Driver…
      </Button>
      <Button variant="default" onClick={() => setQuestion('vehicle')}>
        Vehicle…
      </Button>
      <Button variant="default" onClick={() => setQuestion('territory')}>
        Territory…
      </Button>
      <Menu>
        <Menu.Target>
          <Button variant="default" rightSection={<IconChevronDown size={14} aria-hidden />}>
            Status
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {WORKFLOW_STATUSES.filter((each) => each !== 'CANCELLED').map((status) => (
            <Menu.Item key={status} onClick={() => set({ status }, `Set status ${statusWord(status)}`)}>
              {statusWord(status)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <Button variant="default" onClick={() => setQuestion('shift')}>
        Shift times…
      </Button>
      <Button variant="default" onClick={props.onDuplicate}>
        Duplicate…
      </Button>
      {drafts.length > 0 && (
        <Button onClick={() => actions.send(drafts)}>Send {counted(drafts.length, 'draft')}</Button>
      )}
      <Button variant="default" c="var(--dp-bad)" onClick={() => actions.cancel(records)}>
        Cancel workflows
      </Button>
      <span className={css.spacer} />
      <Button variant="subtle" onClick={props.onClear}>
        Clear choice
      </Button>
      <Questions
        question={question}
        records={records}
        onClose={() => setQuestion(null)}
        onSet={set}
        onShift={(minutes) => actions.shift(records, minutes)}
      />
    </section>
  )
}

function Questions(props: {
  question: Question
  records: readonly WorkflowRecord[]
  onClose: () => void
  onSet: (fields: BulkFields, label: string) => void
  onShift: (minutes: number) => void
}) {
  const { question, onClose, onSet } = props
  const desk = useDesk()
  if (question === null) return null
  if (question === 'shift')
    return <AskShift count={props.records.length} onClose={onClose} onShift={props.onShift} />
  if (question === 'territory')
    return <AskTerritory known={desk.settings.territories} onClose={onClose} onSet={onSet} />
  const connectionIds = new Set(props.records.map((each) => each.plan.connectionId))
  const list = (question === 'driver' ? desk.drivers : desk.vehicles).filter(
    (each) => each.connectionId === null || connectionIds.has(each.connectionId) || connectionIds.has(null),
  )
  const options = new Map(list.map((each) => [each.sourceId, each.name]))
  return (
    <AskCrew
      noun={question}
      options={[...options].map(([value, label]) => ({ value, label }))}
      onClose={onClose}
      onChoose={(sourceId) => {
        const name = sourceId === null ? 'none' : (options.get(sourceId) ?? sourceId)
        const fields = question === 'driver' ? { driverSourceId: sourceId } : { vehicleSourceId: sourceId }
        onSet(fields, `Set ${question} ${name}`)
      }}
    />
  )
}

function AskCrew(props: {
  noun: 'driver' | 'vehicle'
  options: readonly { value: string; label: string }[]
  onClose: () => void
  onChoose: (sourceId: string | null) => void
}) {
  const [value, setValue] = useState<string | null>(null)
  const title = props.noun === 'driver' ? 'Driver' : 'Vehicle'
  return (
    <Ask
      title={`Set ${props.noun}`}
      confirm={value === null ? `Take the ${props.noun} off` : `Set ${props.noun}`}
      onClose={props.onClose}
      onConfirm={() => {
        props.onChoose(value)
        props.onClose()
      }}
    >
      <Select
        label={title}
        description="Leave it empty to take it off."
        data={[...props.options]}
        value={value}
        onChange={setValue}
        searchable
        clearable
        limit={100}
        data-autofocus
      />
    </Ask>
  )
}

function AskTerritory(props: {
  known: readonly string[]
  onClose: () => void
  onSet: (fields: BulkFields, label: string) => void
}) {
  const [value, setValue] = useState('')
  const name = value.trim()
  return (
    <Ask
      title="Set territory"
      confirm={name === '' ? 'Take the territory off' : 'Set territory'}
      onClose={props.onClose}
      onConfirm={() => {
        props.onSet({ territoryName: name === '' ? null : name }, `Set territory ${name || 'none'}`)
        props.onClose()
      }}
    >
      <Autocomplete
        label="Territory"
        data={[...props.known]}
        value={value}
        onChange={setValue}
        data-autofocus
      />
    </Ask>
  )
}

function AskShift(props: { count: number; onClose: () => void; onShift: (minutes: number) => void }) {
  const [minutes, setMinutes] = useState<number | string>(15)
  const isGood = typeof minutes === 'number' && Number.isInteger(minutes) && minutes !== 0
  return (
    <Ask
      title={`Shift the times of ${counted(props.count, 'workflow')}`}
      confirm="Shift times"
      isDisabled={!isGood}
      onClose={props.onClose}
      onConfirm={() => {
        props.onShift(Number(minutes))
        props.onClose()
      }}
    >
      <NumberInput
        label="Minutes"
        description="Start, end and every stop move together. Earlier is negative: −30."
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
