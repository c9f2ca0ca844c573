import { Alert, Button, Checkbox, Group, Stack, Text } from '@mantine/core'
import { useRef, useState } from 'react'
import type { Plan } from '../../../shared/model/plan/workflow.ts'
import { messageRef, type StoredText, textOf } from '../../../shared/text/stored-text.ts'
import type { Translate } from '../../../shared/text/texts.ts'
import { useTexts } from '../../components/display/texts.tsx'
import { Busy } from '../../components/feedback/busy.tsx'
import { notifyFailure } from '../../components/feedback/notify.tsx'
import type { WorkflowEdit } from '../../db/commands/command-types.ts'
import { useDesk } from '../../desk/desk-context.tsx'
import { useServices } from '../../desk/services.ts'
import type { ColumnMapping } from './file/columns.ts'
import { type ImportSpan, spanOf } from './import-span.ts'
import { planToAdd, type SortedCandidates } from './review/match-candidates.ts'
import type { OpenImport } from './use-import.ts'

/** What {@link SaveImport} is given. */
export interface SaveImportProps {
  readonly state: OpenImport
  /** What importing the workflows of the file would do. */
  readonly sorted: SortedCandidates
  /** How many questions have no answer yet. */
  readonly openCount: number
  readonly mapping: ColumnMapping
  readonly shape: string
  readonly onSaved: (text: StoredText, span: ImportSpan | null) => void
}

/** What importing would do, in numbers, and the buttons that import. */
export function SaveImport(props: SaveImportProps) {
  const { t } = useTexts()
  const [isChanging, setIsChanging] = useState(false)
  const { sorted } = props
  const { saving, error, save, stop } = useSaving(props)
  const chosen = isChanging ? sorted : { ...sorted, changed: [] }
  if (saving !== null) {
    const { done, total } = saving
    return <Busy label={t('exchange.save.saving', saving)} value={(100 * done) / total} onCancel={stop} />
  }
  return (
    <Stack gap="xs">
      <SaveButtons
        sorted={sorted}
        openCount={props.openCount}
        plans={[...chosen.fresh, ...chosen.changed].map((each) => each.plan)}
        onSave={(intent) => void save(intent, chosen)}
      />
      {sorted.repeated.length > 0 && (
        <Text size="sm" c="var(--dp-warn)">
          {repeatedText(t, sorted.repeated, props.state.table.rowNumbers)}
        </Text>
      )}
      {sorted.changed.length > 0 && (
        <Checkbox
          label={t('exchange.save.alsoChange', { count: sorted.changed.length })}
          checked={isChanging}
          onChange={(event) => setIsChanging(event.currentTarget.checked)}
        />
      )}
      {error !== null && (
        <Alert color="red" role="alert">
          {t('exchange.save.failed', { problem: textOf(t, error) })}
        </Alert>
      )}
    </Stack>
  )
}

/** The counts, and a button for each intent. `plans` are those that would be saved. */
function SaveButtons(props: {
  sorted: SortedCandidates
  openCount: number
  plans: readonly Plan[]
  onSave: (intent: SaveIntent) => void
}) {
  const { t } = useTexts()
  const { fresh, sameCount, badCount } = props.sorted
  const count = props.plans.length
  const sendCount = props.plans.filter((each) => intentOf(each, 'send') === 'send').length
  return (
    <>
      <Group justify="space-between" gap="xs">
        <Text size="sm" role="status">
          {t('exchange.save.summary', { fresh: fresh.length, same: sameCount, bad: badCount })}
          {props.openCount > 0 && (
            <strong>{` · ${t('exchange.question.count', { count: props.openCount })}`}</strong>
          )}
        </Text>
        <Group gap="xs">
          <Button disabled={count === 0} onClick={() => props.onSave('draft')}>
            {t('exchange.save.asDrafts', { count })}
          </Button>
          {sendCount > 0 && (
            <Button variant="default" onClick={() => props.onSave('send')}>
              {sendCount === count
                ? t('exchange.save.andSend', { count })
                : t('exchange.save.andSendSome', { count, sent: sendCount })}
            </Button>
          )}
        </Group>
      </Group>
      {sendCount < count && (
        <Text size="sm" c="var(--dp-warn)">
          {t('exchange.save.withoutConnection', { count: count - sendCount })}
        </Text>
      )}
    </>
  )
}

type SaveIntent = 'draft' | 'send'

/** Saves as one step of undo. */
function useSaving({ state, mapping, shape, onSaved }: SaveImportProps) {
  const { db, commands, mintId, nowMs } = useServices()
  const { zone } = useDesk().time
  const [saving, setSaving] = useState<{ readonly done: number; readonly total: number } | null>(null)
  const [error, setError] = useState<StoredText | null>(null)
  const stopper = useRef(new AbortController())

  async function save(intent: SaveIntent, chosen: SortedCandidates): Promise<void> {
    setError(null)
    const edits = editsOf(chosen, intent, mintId)
    const total = edits.length
    stopper.current = new AbortController()
    setSaving({ done: 0, total })
    try {
      const step = messageRef('steps.importFile', { count: total, value: state.fileName })
      await commands.apply(step, edits, {
        onProgress: (done) => setSaving({ done, total }),
        signal: stopper.current.signal,
      })
    } catch (cause) {
      setError(cause instanceof Error ? cause.message : String(cause))
      setSaving(null)
      return
    }
    db.importMappings
      .put({ shape, mapping, updatedAtMs: nowMs() })
      .catch((cause: unknown) => notifyFailure(messageRef('exchange.save.columnsNotRemembered'), cause))
    const plans = edits.map((each) => each.plan)
    onSaved(savedText(state.fileName, intent, edits), spanOf(plans, zone))
  }
  return { saving, error, save, stop: () => stopper.current.abort() }
}

/** The edits of an import: new workflows first, then changes of workflows on this computer. */
function editsOf(
  chosen: SortedCandidates,
  intent: SaveIntent,
  mintId: () => string,
): readonly WorkflowEdit[] {
  const batchId = mintId()
  const added = chosen.fresh.map(
    (candidate): WorkflowEdit => ({
      workflowId: mintId(),
      baseRev: null,
      plan: planToAdd(candidate, mintId),
      intent: intentOf(candidate.plan, intent),
      origin: { kind: 'import', batchId, rowKey: candidate.rowKey },
    }),
  )
  const changed = chosen.changed.map(
    ({ record, plan }): WorkflowEdit => ({
      workflowId: record.id,
      baseRev: record.rev,
      plan,
      intent: intentOf(plan, intent),
    }),
  )
  return [...added, ...changed]
}

/** A plan without a connection cannot be sent: it is saved as a draft, whatever was asked for. */
function intentOf(plan: Plan, wanted: SaveIntent): SaveIntent {
  return plan.connectionId === null ? 'draft' : wanted
}

/** How many workflows were imported, and how many of them are to be sent. */
function savedText(fileName: string, wanted: SaveIntent, edits: readonly WorkflowEdit[]): StoredText {
  const sent = edits.filter((each) => each.intent === 'send').length
  const drafts = edits.length - sent
  const found = { count: edits.length, file: fileName }
  return wanted === 'draft' || drafts === 0
    ? messageRef('exchange.save.done', found)
    : messageRef('exchange.save.donePartly', { ...found, sent, drafts })
}

/** The most rows that are named. */
const MAX_NAMED = 5

function repeatedText(
  t: Translate,
  repeated: SortedCandidates['repeated'],
  rowNumbers: readonly number[],
): string {
  const named = repeated.slice(0, MAX_NAMED).map((each) => String(rowNumbers[each.rows[0] ?? 0]))
  const found = { count: repeated.length, rows: named.join(', ') }
  return repeated.length > named.length
    ? t('exchange.save.repeatedMore', found)
    : t('exchange.save.repeated', found)
}
