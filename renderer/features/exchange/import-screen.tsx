import {
  Alert,
  Button,
  FileButton,
  Group,
  NativeSelect,
  Progress,
  Stack,
  Table,
  Text,
  Title,
} from '@mantine/core'
import { useEffect, useMemo, useState } from 'react'
import { counted } from '../../components/words.ts'
import type { WorkflowEdit } from '../../db/command-types.ts'
import type { WorkflowRecord } from '../../db/schema.ts'
import { useDesk } from '../../desk-state.tsx'
import { useServices } from '../../services.ts'
import { COLUMN_KEYS, COLUMNS, type ColumnKey, type ColumnMapping, shapeOf } from './columns.ts'
import classes from './exchange.module.css'
import { type CandidateMatch, createMatcher } from './match-candidates.ts'
import { ProblemList } from './problem-list.tsx'
import { ENCODINGS, type Encoding } from './read-table.ts'
import { type ImportChoices, type ImportState, useImport } from './use-import.ts'

type OpenState = Extract<ImportState, { step: 'open' }>

/** Import of CSV and XLSX: choose, map, correct, save. Good rows are not held back; one import is one undo step. */
export function ImportScreen(props: { day: string; onDone: () => void }) {
  const control = useImport()
  const { state } = control
  const [file, setFile] = useState<File | null>(null)
  const [saved, setSaved] = useState<string | null>(null)

  function open(chosen: File | null, encoding: Encoding | null = null): void {
    if (chosen === null) return
    setFile(chosen)
    setSaved(null)
    control.open(chosen, encoding)
  }

  return (
    <main className={classes.screen} aria-label="Import">
      <Title order={2} size="h4">
        Import workflows
      </Title>
      {saved !== null && (
        <Alert color="green" title="Imported" role="status">
          {saved} Undo takes the whole import back.
        </Alert>
      )}
      {state.step === 'idle' && <ChooseFile onFile={open} />}
      {state.step === 'reading' && (
        <Busy
          label={`Reading ${state.fileName}: ${counted(state.doneRows, 'row')}`}
          onCancel={control.cancel}
        />
      )}
      {state.step === 'failed' && (
        <Stack gap="sm">
          <Alert color="red" title="This file was not imported" role="alert">
            {state.message} Nothing has been changed.
          </Alert>
          <ChooseFile onFile={open} />
        </Stack>
      )}
      {state.step === 'open' && (
        <OpenFile
          state={state}
          day={props.day}
          check={control.check}
          fix={control.fix}
          onEncoding={(encoding) => open(file, encoding)}
          onCancel={control.cancel}
          onSaved={(words) => {
            control.cancel()
            setSaved(words)
          }}
        />
      )}
      {saved !== null && (
        <Group>
          <Button onClick={props.onDone}>Show the board</Button>
        </Group>
      )}
    </main>
  )
}

function ChooseFile(props: { onFile: (file: File | null) => void }) {
  const [isOver, setIsOver] = useState(false)
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is an extra for the mouse; the button does the same by keyboard
    <div
      className={isOver ? `${classes.drop} ${classes.dropOver}` : classes.drop}
      onDragOver={(event) => {
        event.preventDefault()
        setIsOver(true)
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setIsOver(false)
        props.onFile(event.dataTransfer.files[0] ?? null)
      }}
    >
      <FileButton
        onChange={props.onFile}
        accept=".csv,.tsv,.txt,.xlsx"
        inputProps={{ 'aria-label': 'File to import' }}
      >
        {(button) => <Button {...button}>Choose a file</Button>}
      </FileButton>
      <Text size="sm" c="dimmed" mt="xs">
        CSV or Excel (.xlsx), or drop it here. One row per workflow, or one row per stop. Nothing is saved
        before you say so.
      </Text>
    </div>
  )
}

function Busy(props: { label: string; value?: number; onCancel: () => void }) {
  return (
    <Group>
      <Progress
        flex={1}
        value={props.value ?? 100}
        animated={props.value === undefined}
        aria-label={props.label}
      />
      <Text size="sm" className={classes.numbers} role="status">
        {props.label}
      </Text>
      <Button variant="default" size="compact-sm" onClick={props.onCancel}>
        Cancel
      </Button>
    </Group>
  )
}

interface OpenProps {
  readonly state: OpenState
  readonly day: string
  readonly check: (choices: ImportChoices) => void
  readonly fix: (row: number, column: number, text: string) => void
  readonly onEncoding: (encoding: Encoding) => void
  readonly onCancel: () => void
  readonly onSaved: (words: string) => void
}

function OpenFile(props: OpenProps) {
  const { state } = props
  const { db } = useServices()
  const desk = useDesk()
  const [mapping, setMapping] = useState<ColumnMapping | null>(null)
  const active = desk.connections.filter((each) => each.status === 'active')
  const [connectionId, setConnectionId] = useState<string | null>(
    active.length === 1 ? (active[0]?.id ?? null) : null,
  )
  const shape = shapeOf(state.table.header)

  useEffect(() => {
    let isOver = false
    const guess = state.table.guess
    db.importMappings.get(shape).then(
      (remembered) => !isOver && setMapping(rememberedMapping(remembered?.mapping, guess)),
      () => !isOver && setMapping(guess), // a mapping that cannot be read is only a convenience lost
    )
    return () => {
      isOver = true
    }
  }, [db, shape, state.table.guess])

  const { connections, drivers, vehicles } = desk
  const { zone } = desk.time
  const { check } = props
  useEffect(() => {
    if (mapping === null) return
    const context = { zone, day: props.day, connections, drivers, vehicles }
    check({ mapping, context, defaultConnectionId: connectionId })
  }, [mapping, connectionId, zone, props.day, connections, drivers, vehicles, check])

  const problems = useMemo(() => state.candidates.flatMap((each) => each.problems), [state.candidates])
  return (
    <Stack gap="md">
      <Group justify="space-between">
        <Text size="sm">
          <strong>{state.fileName}</strong> · {counted(state.table.rowCount, 'row')} · {state.table.format}
        </Text>
        <Group gap="xs">
          {state.table.format.startsWith('CSV') && (
            <NativeSelect
              size="xs"
              aria-label="Encoding"
              data={['Encoding…', ...ENCODINGS]}
              value="Encoding…"
              onChange={(event) => {
                const encoding = ENCODINGS.find((each) => each === event.currentTarget.value)
                if (encoding !== undefined) props.onEncoding(encoding)
              }}
            />
          )}
          <Button size="compact-sm" variant="default" onClick={props.onCancel}>
            Choose another file
          </Button>
        </Group>
      </Group>
      {state.table.notes.map((note) => (
        <Text key={note} size="sm" c="dimmed">
          {note}
        </Text>
      ))}
      <Mapping header={state.table.header} mapping={mapping ?? state.table.guess} onChange={setMapping} />
      <NativeSelect
        label="Connection for rows that name none"
        size="xs"
        maw={360}
        value={connectionId ?? ''}
        onChange={(event) =>
          setConnectionId(event.currentTarget.value === '' ? null : event.currentTarget.value)
        }
        data={[
          { value: '', label: 'None: import as drafts without a connection' },
          ...connections.map((each) => ({
            value: each.id,
            label: each.description ?? each.sourceName ?? each.id,
          })),
        ]}
      />
      <Sample header={state.table.header} rows={state.table.sample} />
      {state.checking !== null && (
        <Busy
          label={`Checking: ${state.checking.done.toLocaleString('en')} of ${counted(state.checking.total, 'row')}`}
          value={state.checking.total === 0 ? 100 : (100 * state.checking.done) / state.checking.total}
          onCancel={props.onCancel}
        />
      )}
      {problems.length > 0 && (
        <ProblemList
          problems={problems}
          header={state.table.header}
          firstRowNumber={state.table.firstRowNumber}
          cells={state.cells}
          onFix={props.fix}
        />
      )}
      {state.checking === null && mapping !== null && (
        <SaveImport {...props} mapping={mapping} shape={shape} />
      )}
    </Stack>
  )
}

/** Remembered columns that this version knows, else the guess. */
function rememberedMapping(remembered: unknown, guess: ColumnMapping): ColumnMapping {
  if (!Array.isArray(remembered) || remembered.length !== guess.length) return guess
  const entries: readonly unknown[] = remembered
  return entries.map((each) => COLUMN_KEYS.find((key) => key === each) ?? null)
}

function Mapping(props: {
  header: readonly string[]
  mapping: ColumnMapping
  onChange: (mapping: ColumnMapping) => void
}) {
  const taken = new Set(props.mapping)
  return (
    <fieldset className={classes.mapping} aria-label="Columns">
      {props.header.map((heading, index) => {
        const key = props.mapping[index] ?? null
        return (
          <NativeSelect
            // biome-ignore lint/suspicious/noArrayIndexKey: columns have no other identity, and never move
            key={index}
            size="xs"
            label={heading === '' ? `Column ${index + 1}` : heading}
            value={key ?? ''}
            onChange={(event) => {
              const chosen = COLUMN_KEYS.find((each) => each === event.currentTarget.value) ?? null
              props.onChange(props.mapping.map((each, at) => (at === index ? chosen : each)))
            }}
            data={[
              { value: '', label: 'Leave out' },
              ...COLUMN_KEYS.map((each: ColumnKey) => ({
                value: each,
                label: COLUMNS[each].label,
                disabled: each !== key && taken.has(each),
              })),
            ]}
          />
        )
      })}
    </fieldset>
  )
}

function Sample(props: { header: readonly string[]; rows: readonly (readonly string[])[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <section className={classes.sample} aria-label="First rows of the file" tabIndex={0}>
      <Table stickyHeader>
        <Table.Thead>
          <Table.Tr>
            {props.header.map((heading, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: columns have no other identity, and never move
              <Table.Th key={index}>{heading}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {props.rows.map((row, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows of a file have no other identity, and never move
            <Table.Tr key={at}>
              {row.map((cell, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: as above
                <Table.Td key={index}>{cell}</Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  )
}

/** What saving would do, in numbers, and the buttons that do it. */
function SaveImport(props: OpenProps & { mapping: ColumnMapping; shape: string }) {
  const { db, commands, mintId, nowMs } = useServices()
  const desk = useDesk()
  const [records, setRecords] = useState<readonly WorkflowRecord[] | null>(null)
  const [isChanging, setIsChanging] = useState(false)
  const [isSaving, setIsSaving] = useState(false)
  const [error, setError] = useState<string | null>(null)
  useEffect(() => {
    db.workflows.toArray().then(setRecords, (cause: unknown) => setError(String(cause)))
  }, [db])
  const plan = useMemo(
    () => (records === null ? null : sortCandidates(props.state, createMatcher(records, desk.time.zone))),
    [records, props.state, desk.time.zone],
  )
  if (plan === null) return error === null ? null : <Alert color="red">{error}</Alert>
  const { fresh, changed, sameCount, badCount } = plan
  const count = fresh.length + (isChanging ? changed.length : 0)

  async function save(intent: 'draft' | 'send', sorted: SortedCandidates): Promise<void> {
    setIsSaving(true)
    setError(null)
    const batchId = mintId()
    const edits: WorkflowEdit[] = sorted.fresh.map(({ candidate }) => ({
      workflowId: mintId(),
      baseRev: null,
      plan: candidate.plan,
      intent: candidate.plan.connectionId === null ? 'draft' : intent,
      origin: { kind: 'import', batchId, rowKey: candidate.rowKey },
    }))
    if (isChanging) {
      for (const { candidate, record } of sorted.changed) {
        edits.push({ workflowId: record.id, baseRev: record.rev, plan: candidate.plan, intent })
      }
    }
    try {
      await commands.apply(`Import ${counted(edits.length, 'workflow')} from ${props.state.fileName}`, edits)
      await db.importMappings.put({ shape: props.shape, mapping: props.mapping, updatedAtMs: nowMs() })
      props.onSaved(`${counted(edits.length, 'workflow')} from ${props.state.fileName}.`)
    } catch (cause) {
      setError(cause instanceof Error ? cause.message : String(cause))
      setIsSaving(false)
    }
  }

  return (
    <Stack gap="xs">
      <Text size="sm" className={classes.numbers} role="status">
        {counted(fresh.length, 'new workflow')} · {sameCount.toLocaleString('en')} here already ·{' '}
        {counted(badCount, 'workflow')} with cells to correct
      </Text>
      {changed.length > 0 && (
        <label>
          <input
            type="checkbox"
            checked={isChanging}
            onChange={(event) => setIsChanging(event.currentTarget.checked)}
          />{' '}
          Also change {counted(changed.length, 'workflow')} that are here and differ
        </label>
      )}
      {error !== null && (
        <Alert color="red" role="alert">
          {error} Nothing has been imported.
        </Alert>
      )}
      <Group>
        <Button disabled={count === 0} loading={isSaving} onClick={() => void save('draft', plan)}>
          {`Import ${count.toLocaleString('en')} as drafts`}
        </Button>
        <Button
          variant="default"
          disabled={count === 0}
          loading={isSaving}
          onClick={() => void save('send', plan)}
        >
          {`Import ${count.toLocaleString('en')} and send`}
        </Button>
      </Group>
    </Stack>
  )
}

interface SortedCandidates {
  readonly fresh: readonly { candidate: OpenState['candidates'][number] }[]
  readonly changed: readonly { candidate: OpenState['candidates'][number]; record: WorkflowRecord }[]
  readonly sameCount: number
  readonly badCount: number
}

function sortCandidates(
  state: OpenState,
  match: (candidate: OpenState['candidates'][number]) => CandidateMatch,
): SortedCandidates {
  const fresh: { candidate: OpenState['candidates'][number] }[] = []
  const changed: { candidate: OpenState['candidates'][number]; record: WorkflowRecord }[] = []
  let sameCount = 0
  let badCount = 0
  for (const candidate of state.candidates) {
    if (candidate.problems.length > 0) {
      badCount += 1
      continue
    }
    const found = match(candidate)
    if (found.kind === 'new') fresh.push({ candidate })
    else if (found.kind === 'same') sameCount += 1
    else changed.push({ candidate, record: found.record })
  }
  return { fresh, changed, sameCount, badCount }
}
