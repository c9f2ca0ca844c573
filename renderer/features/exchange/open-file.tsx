import { Alert, Button, Group, NativeSelect, Stack, Text } from '@mantine/core'
import { useEffect, useMemo, useRef, useState } from 'react'
import { DISTANCE_UNITS } from '../../../shared/model/plan/workflow.ts'
import { type StoredText, textOf } from '../../../shared/text/stored-text.ts'
import { formatDay } from '../../../shared/util/depot-time.ts'
import { connectionLabel } from '../../components/display/connection-label.ts'
import { useTexts } from '../../components/display/texts.tsx'
import { Ask } from '../../components/feedback/ask.tsx'
import { Busy } from '../../components/feedback/busy.tsx'
import type { WorkflowRecord } from '../../db/schema/records.ts'
import { useDesk } from '../../desk/desk-context.tsx'
import { useServices } from '../../desk/services.ts'
import classes from './exchange.module.css'
import { COLUMN_KEYS, type ColumnMapping, shapeOf } from './file/columns.ts'
import { ENCODINGS, NO_CHOICE, type ReadChoice } from './file/read-table.ts'
import { Mapping, Sample } from './import-columns.tsx'
import type { ImportSpan } from './import-span.ts'
import { CorrectionList } from './review/correction-list.tsx'
import { findEarlyTimes } from './review/early-times.ts'
import { EarlyWarning } from './review/early-warning.tsx'
import { ProblemList } from './review/problem-list.tsx'
import { findSwapped, type SwappedPlaces } from './review/swapped-places.ts'
import { SwappedWarning } from './review/swapped-warning.tsx'
import { SaveImport } from './save-import.tsx'
import type { ImportControl, ImportState } from './use-import.ts'

type OpenState = Extract<ImportState, { step: 'open' }>

/** What {@link OpenFile} is given. */
export interface OpenFileProps {
  readonly state: OpenState
  readonly day: string
  readonly isShown: boolean
  readonly control: ImportControl
  readonly onReadAs: (choice: ReadChoice) => void
  readonly onCancel: () => void
  readonly onSaved: (text: StoredText, span: ImportSpan | null) => void
}

/** A file that has been read: which column is what, what is wrong with its cells, and what importing it would do. */
export function OpenFile(props: OpenFileProps) {
  const { state } = props
  const { t, locale } = useTexts()
  const { db } = useServices()
  const desk = useDesk()
  const [mapping, setMapping] = useState<ColumnMapping | null>(null)
  // Times without a date stay on the day of the opening, whatever day the board is turned to meanwhile.
  const [day] = useState(props.day)
  const active = desk.connections.filter((each) => each.status === 'active')
  const [connectionId, setConnectionId] = useState<string | null>(
    active.length === 1 ? (active[0]?.id ?? null) : null,
  )
  const [distanceUnit, setDistanceUnit] = useState(desk.settings.distanceUnit)
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
  const { check, correct, takeBack } = props.control
  useEffect(() => {
    if (mapping === null) return
    const context = { zone, day, connections, drivers, vehicles }
    check({ mapping, context, defaultConnectionId: connectionId, defaultDistanceUnit: distanceUnit })
  }, [mapping, connectionId, distanceUnit, zone, day, connections, drivers, vehicles, check])

  const { records, error } = useRecordsHere(props.isShown)
  const isChecked = state.checking === null
  const swapped = useMemo(() => {
    if (!isChecked || records === null) return NOTHING_SWAPPED
    const here = records.filter((each) => !each.isRemoved).map((each) => each.plan)
    return findSwapped(state.candidates, here)
  }, [isChecked, state.candidates, records])
  const early = useMemo(
    () => (isChecked ? findEarlyTimes(state.candidates, zone) : []),
    [isChecked, state.candidates, zone],
  )
  const problems = useMemo(() => state.candidates.flatMap((each) => each.problems), [state.candidates])
  const footer = useRef<HTMLDivElement>(null)
  const [isLeaving, setIsLeaving] = useState(false)
  return (
    <Stack gap="md">
      <Group justify="space-between">
        <Text size="sm">
          {t.rich('exchange.file.summary', {
            file: state.fileName,
            count: state.table.rowCount,
            format: textOf(t, state.table.format),
            b: (name) => <strong>{name}</strong>,
          })}
        </Text>
        <Group gap="xs">
          <ReadAs workbook={state.table.workbook} onReadAs={props.onReadAs} />
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => (state.corrections.length === 0 ? props.onCancel() : setIsLeaving(true))}
          >
            {t('exchange.import.chooseAnotherFile')}
          </Button>
        </Group>
      </Group>
      <Text size="sm" c="dimmed">
        {t('exchange.file.undatedTimes', { day: formatDay(day, locale) })}
      </Text>
      {state.table.notes.map((note) => (
        <Text key={note} size="sm" c="dimmed">
          {textOf(t, note)}
        </Text>
      ))}
      <Mapping header={state.table.header} mapping={mapping ?? state.table.guess} onChange={setMapping} />
      <Group gap="md">
        <NativeSelect
          label={t('exchange.file.defaultConnection')}
          size="xs"
          w={360}
          value={connectionId ?? ''}
          onChange={(event) =>
            setConnectionId(event.currentTarget.value === '' ? null : event.currentTarget.value)
          }
          data={[
            { value: '', label: t('exchange.file.noDefaultConnection') },
            ...connections.map((each) => ({
              value: each.id,
              label: connectionLabel(each, t),
            })),
          ]}
        />
        {isUnitOpen(mapping ?? state.table.guess) && (
          <NativeSelect
            label={t('exchange.file.distanceUnit')}
            size="xs"
            w={160}
            value={distanceUnit}
            onChange={(event) => {
              const unit = DISTANCE_UNITS.find((each) => each === event.currentTarget.value)
              if (unit !== undefined) setDistanceUnit(unit)
            }}
            data={[...DISTANCE_UNITS]}
          />
        )}
      </Group>
      <Sample header={state.table.header} rows={state.table.sample} />
      {state.checking !== null && (
        <Busy
          label={t('exchange.file.checking', state.checking)}
          value={state.checking.total === 0 ? 100 : (100 * state.checking.done) / state.checking.total}
          onCancel={props.onCancel}
        />
      )}
      <SwappedWarning
        places={swapped}
        mapping={mapping ?? state.table.guess}
        rowNumbers={state.table.rowNumbers}
        onSwapColumns={setMapping}
        onCorrect={correct}
      />
      <EarlyWarning
        early={early}
        mapping={mapping ?? state.table.guess}
        rowNumbers={state.table.rowNumbers}
        onCorrect={correct}
      />
      {problems.length > 0 && (
        <ProblemList
          problems={problems}
          header={state.table.header}
          rowNumbers={state.table.rowNumbers}
          cells={state.cells}
          onFix={({ column, rows, text }, to) => correct({ column, rows, from: text, to })}
          afterLast={() => footer.current?.querySelector<HTMLElement>('button:not(:disabled)')}
        />
      )}
      {state.corrections.length > 0 && (
        <CorrectionList corrections={state.corrections} header={state.table.header} onTakeBack={takeBack} />
      )}
      {isLeaving && (
        <Ask
          title={t('exchange.file.leaveTitle', { file: state.fileName })}
          confirm={t('exchange.import.chooseAnotherFile')}
          onClose={() => setIsLeaving(false)}
          onConfirm={props.onCancel}
        >
          {t('exchange.file.leaveWarning', { count: state.corrections.length })}
        </Ask>
      )}
      {state.checking === null && mapping !== null && (
        <div ref={footer} className={classes.footer}>
          {error !== null && <Alert color="red">{error}</Alert>}
          {records !== null && (
            <SaveImport
              state={state}
              records={records}
              mapping={mapping}
              shape={shape}
              onSaved={props.onSaved}
            />
          )}
        </div>
      )}
    </Stack>
  )
}

/** True when the file has distances and nothing says in which unit. */
function isUnitOpen(mapping: ColumnMapping): boolean {
  return mapping.includes('totalDistance') && !mapping.includes('distanceUnit')
}

const NOTHING_SWAPPED: SwappedPlaces = { stops: [], isAll: false }

/** The workflows that are here as the screen comes to the front; `null` until they are read. */
function useRecordsHere(isShown: boolean): {
  records: readonly WorkflowRecord[] | null
  error: string | null
} {
  const { db } = useServices()
  const [records, setRecords] = useState<readonly WorkflowRecord[] | null>(null)
  const [error, setError] = useState<string | null>(null)
  useEffect(() => {
    if (!isShown) return
    db.workflows.toArray().then(setRecords, (cause: unknown) => setError(String(cause)))
  }, [db, isShown])
  return { records, error }
}

/** What the file does not say for certain: the encoding of a CSV, the sheet of a workbook. */
function ReadAs(props: { workbook: OpenState['table']['workbook']; onReadAs: (choice: ReadChoice) => void }) {
  const { t } = useTexts()
  const { workbook, onReadAs } = props
  if (workbook !== null) {
    if (workbook.sheets.length < 2) return null
    return (
      <NativeSelect
        size="xs"
        aria-label={t('exchange.file.sheet')}
        data={[...workbook.sheets]}
        value={workbook.sheet}
        onChange={(event) => onReadAs({ ...NO_CHOICE, sheet: event.currentTarget.value })}
      />
    )
  }
  return (
    <NativeSelect
      size="xs"
      aria-label={t('exchange.file.encoding')}
      data={[{ value: '', label: t('exchange.file.chooseEncoding') }, ...ENCODINGS]}
      value=""
      onChange={(event) => {
        const encoding = ENCODINGS.find((each) => each === event.currentTarget.value)
        if (encoding !== undefined) onReadAs({ ...NO_CHOICE, encoding })
      }}
    />
  )
}

/** Remembered columns that this version knows, else the guess. */
function rememberedMapping(remembered: unknown, guess: ColumnMapping): ColumnMapping {
  if (!Array.isArray(remembered) || remembered.length !== guess.length) return guess
  const entries: readonly unknown[] = remembered
  const isFirst = (each: unknown, index: number): boolean => entries.indexOf(each) === index
  return entries.map((each, index) => COLUMN_KEYS.find((key) => key === each && isFirst(each, index)) ?? null)
}
