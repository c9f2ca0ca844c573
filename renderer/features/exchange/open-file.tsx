import { Alert, Button, Group, Text } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { type StoredText, textOf } from '../../../shared/text/stored-text.ts'
import { formatDay } from '../../../shared/util/depot-time.ts'
import { useTexts } from '../../components/display/texts.tsx'
import { Ask } from '../../components/feedback/ask.tsx'
import { Busy } from '../../components/feedback/busy.tsx'
import type { WorkflowRecord } from '../../db/schema/records.ts'
import { useServices } from '../../desk/services.ts'
import { shapeOf } from './file/columns.ts'
import type { ReadChoice } from './file/table/read-table.ts'
import { Mapping, Sample } from './import-columns.tsx'
import { ImportDefaults } from './import-defaults.tsx'
import type { ImportSpan } from './import-span.ts'
import css from './open-file.module.css'
import { EncodingChoice, ReadAs } from './read-as.tsx'
import { ImportReview } from './review/import-review.tsx'
import { RoutePreview } from './review/route-preview.tsx'
import { useFindings } from './review/use-review.ts'
import { SaveImport } from './save-import.tsx'
import { SavedColumns } from './saved-columns.tsx'
import { useFileChoices } from './use-file-choices.ts'
import type { ImportControl, OpenImport } from './use-import.ts'

/** What {@link OpenFile} is given. */
export interface OpenFileProps {
  readonly state: OpenImport
  readonly day: string
  readonly isShown: boolean
  readonly control: ImportControl
  /** Reads the file again; what is left out stays as it was chosen. */
  readonly onReadAs: (choice: Partial<ReadChoice>) => void
  readonly onCancel: () => void
  readonly onSaved: (text: StoredText, span: ImportSpan | null) => void
}

/** A file that has been read: which column is which, what is wrong with its cells, and what importing it would do. */
export function OpenFile(props: OpenFileProps) {
  const { state, control } = props
  const { t, locale } = useTexts()
  const choices = useFileChoices(state, props.day, control.check)
  const { records, error } = useRecordsHere(props.isShown)
  const findings = useFindings(state, records)
  const mapping = choices.mapping ?? state.table.guess
  const isMapped = mapping.some((key) => key !== null)
  const footer = useRef<HTMLDivElement>(null)
  return (
    <>
      <FileHead {...props} />
      <Text size="sm" c="dimmed">
        {t('exchange.file.undatedTimes', { day: formatDay(choices.day, locale) })}
      </Text>
      {[...state.table.notes, ...state.readingNotes].map((note) => (
        <Text key={note} size="sm" c="dimmed">
          {textOf(t, note)}
        </Text>
      ))}
      <EncodingChoice encodings={state.table.encodings} onReadAs={props.onReadAs} />
      <SavedColumns header={state.table.header} mapping={mapping} onChange={choices.setMapping} />
      <Mapping header={state.table.header} mapping={mapping} onChange={choices.setMapping} />
      <ImportDefaults choices={choices} mapping={mapping} header={state.table.header} />
      {state.checking !== null && (
        <Busy
          label={t('exchange.file.checking', state.checking)}
          value={state.checking.total === 0 ? 100 : (100 * state.checking.done) / state.checking.total}
          onCancel={props.onCancel}
        />
      )}
      {!isMapped && <Alert color="yellow">{t('exchange.file.nothingMapped')}</Alert>}
      <ImportReview
        state={state}
        findings={findings}
        mapping={mapping}
        onMapping={choices.setMapping}
        onReadAs={props.onReadAs}
        control={control}
        afterLast={() => footer.current?.querySelector<HTMLElement>('button:not(:disabled)')}
      />
      {findings.sorted !== null && state.candidates.length > 0 && (
        <RoutePreview
          candidates={state.candidates}
          sorted={findings.sorted}
          rowNumbers={state.table.rowNumbers}
          day={choices.day}
        />
      )}
      <Sample header={state.table.header} rows={state.table.sample} />
      {state.checking === null && choices.mapping !== null && (
        <div ref={footer} className={css.footer} data-sticky-footer>
          {error !== null && <Alert color="red">{error}</Alert>}
          {findings.sorted !== null && isMapped && (
            <SaveImport
              state={state}
              sorted={findings.sorted}
              openCount={findings.questions.length + (findings.early.length > 0 ? 1 : 0)}
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
        <ReadAs table={state.table} onReadAs={props.onReadAs} />
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
