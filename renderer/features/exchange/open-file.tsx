import { Alert, Button, Group, NativeSelect, Text } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { type StoredText, textOf } from '../../../shared/text/stored-text.ts'
import { formatDay } from '../../../shared/util/depot-time.ts'
import { useTexts } from '../../components/display/texts.tsx'
import { Ask } from '../../components/feedback/ask.tsx'
import { Busy } from '../../components/feedback/busy.tsx'
import type { WorkflowRecord } from '../../db/schema/records.ts'
import { useServices } from '../../desk/services.ts'
import { shapeOf } from './file/columns.ts'
import { ENCODINGS, NO_CHOICE, type ReadChoice } from './file/read-table.ts'
import { Mapping, Sample } from './import-columns.tsx'
import { ImportDefaults } from './import-defaults.tsx'
import type { ImportSpan } from './import-span.ts'
import css from './open-file.module.css'
import { ImportReview } from './review/import-review.tsx'
import { SaveImport } from './save-import.tsx'
import { useFileChoices } from './use-file-choices.ts'
import type { ImportControl, OpenImport } from './use-import.ts'

/** What {@link OpenFile} is given. */
export interface OpenFileProps {
  readonly state: OpenImport
  readonly day: string
  readonly isShown: boolean
  readonly control: ImportControl
  readonly onReadAs: (choice: ReadChoice) => void
  readonly onCancel: () => void
  readonly onSaved: (text: StoredText, span: ImportSpan | null) => void
}

/** A file that has been read: which column is which, what is wrong with its cells, and what importing it would do. */
export function OpenFile(props: OpenFileProps) {
  const { state, control } = props
  const { t, locale } = useTexts()
  const choices = useFileChoices(state, props.day, control.check)
  const { records, error } = useRecordsHere(props.isShown)
  const mapping = choices.mapping ?? state.table.guess
  const footer = useRef<HTMLDivElement>(null)
  return (
    <>
      <FileHead {...props} />
      <Text size="sm" c="dimmed">
        {t('exchange.file.undatedTimes', { day: formatDay(choices.day, locale) })}
      </Text>
      {state.table.notes.map((note) => (
        <Text key={note} size="sm" c="dimmed">
          {textOf(t, note)}
        </Text>
      ))}
      <Mapping header={state.table.header} mapping={mapping} onChange={choices.setMapping} />
      <ImportDefaults choices={choices} mapping={mapping} />
      <Sample header={state.table.header} rows={state.table.sample} />
      {state.checking !== null && (
        <Busy
          label={t('exchange.file.checking', state.checking)}
          value={state.checking.total === 0 ? 100 : (100 * state.checking.done) / state.checking.total}
          onCancel={props.onCancel}
        />
      )}
      <ImportReview
        state={state}
        records={records}
        mapping={mapping}
        onMapping={choices.setMapping}
        control={control}
        afterLast={() => footer.current?.querySelector<HTMLElement>('button:not(:disabled)')}
      />
      {state.checking === null && choices.mapping !== null && (
        <div ref={footer} className={css.footer} data-sticky-footer>
          {error !== null && <Alert color="red">{error}</Alert>}
          {records !== null && (
            <SaveImport
              state={state}
              records={records}
              mapping={choices.mapping}
              shape={shapeOf(state.table.header)}
              onSaved={props.onSaved}
            />
          )}
        </div>
      )}
    </>
  )
}

/** What file it is and how it was read. Leaving it asks first while it has corrections. */
function FileHead(props: Pick<OpenFileProps, 'state' | 'onReadAs' | 'onCancel'>) {
  const { state } = props
  const { t } = useTexts()
  const [isLeaving, setIsLeaving] = useState(false)
  return (
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
    </Group>
  )
}

/** The workflows on this computer, read each time that the screen is shown; `null` until they are read. */
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

/** Chooses what the file does not tell: the encoding of a CSV, the sheet of a workbook. */
function ReadAs(props: {
  workbook: OpenImport['table']['workbook']
  onReadAs: (choice: ReadChoice) => void
}) {
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
