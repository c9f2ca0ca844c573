import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { useMemo, useRef, useState } from 'react'
import type { Plan } from '../../../shared/model/plan/workflow.ts'
import { messageRef, type StoredText, textOf } from '../../../shared/text/stored-text.ts'
import type { Translate } from '../../../shared/text/texts.ts'
import { useTexts } from '../../components/display/texts.tsx'
import { Busy } from '../../components/feedback/busy.tsx'
import { notifyFailure } from '../../components/feedback/notify.tsx'
import type { WorkflowEdit } from '../../db/commands/command-types.ts'
import type { WorkflowRecord } from '../../db/schema/records.ts'
import { useDesk } from '../../desk/desk-context.tsx'
import { useServices } from '../../desk/services.ts'
import classes from './exchange.module.css'
import type { ColumnMapping } from './file/columns.ts'
import { type ImportSpan, spanOf } from './import-span.ts'
import { createMatcher, planToAdd, type SortedCandidates, sortCandidates } from './review/match-candidates.ts'
import type { ImportState } from './use-import.ts'

type OpenState = Extract<ImportState, { step: 'open' }>

/** What saving would do, in numbers, and the buttons that do it. */
export function SaveImport(props: {
  state: OpenState
  /** The workflows that are here. */
  records: readonly WorkflowRecord[]
  mapping: ColumnMapping
  shape: string
  onSaved: (text: StoredText, span: ImportSpan | null) => void
}) {
  const { t } = useTexts()
  const { db, commands, mintId, nowMs } = useServices()
  const desk = useDesk()
  const [isChanging, setIsChanging] = useState(false)
  const [saving, setSaving] = useState<{ readonly done: number; readonly total: number } | null>(null)
  const stopper = useRef(new AbortController())
  const [error, setError] = useState<string | null>(null)
  const { records } = props
  const { candidates } = props.state
  const plan = useMemo(
    () => sortCandidates(candidates, createMatcher(records, desk.time.zone)),
    [records, candidates, desk.time.zone],
  )
  const { fresh, changed, repeated, sameCount, badCount } = plan
  const plans = [...fresh.map((each) => each.plan), ...(isChanging ? changed.map((each) => each.plan) : [])]
  const count = plans.length
  const sendCount = plans.filter((each) => intentOf(each, 'send') === 'send').length

  async function save(intent: 'draft' | 'send', sorted: SortedCandidates): Promise<void> {
    setError(null)
    const batchId = mintId()
    const edits: WorkflowEdit[] = sorted.fresh.map((candidate) => ({
      workflowId: mintId(),
      baseRev: null,
      plan: planToAdd(candidate, mintId),
      intent: intentOf(candidate.plan, intent),
      origin: { kind: 'import', batchId, rowKey: candidate.rowKey },
    }))
    if (isChanging) {
      for (const { record, plan } of sorted.changed) {
        edits.push({ workflowId: record.id, baseRev: record.rev, plan, intent: intentOf(plan, intent) })
      }
    }
    stopper.current = new AbortController()
    setSaving({ done: 0, total: edits.length })
    try {
      await commands.apply(
        messageRef('steps.importFile', { count: edits.length, value: props.state.fileName }),
        edits,
        {
          onProgress: (done) => setSaving({ done, total: edits.length }),
          signal: stopper.current.signal,
        },
      )
    } catch (cause) {
      setError(cause instanceof Error ? cause.message : String(cause))
      setSaving(null)
      return
    }
    db.importMappings
      .put({ shape: props.shape, mapping: props.mapping, updatedAtMs: nowMs() })
      .catch((cause: unknown) => notifyFailure(messageRef('exchange.save.columnsNotRemembered'), cause))
    const span = spanOf(
      edits.map((each) => each.plan),
      desk.time.zone,
    )
    props.onSaved(savedText(props.state.fileName, intent, edits), span)
  }

  if (saving !== null) {
    const { done, total } = saving
    return (
      <Busy
        label={t('exchange.save.saving', saving)}
        value={(100 * done) / total}
        onCancel={() => stopper.current.abort()}
      />
    )
  }
  return (
    <Stack gap="xs">
      <Group justify="space-between" gap="xs">
        <Text size="sm" className={classes.numbers} role="status">
          {t('exchange.save.summary', { fresh: fresh.length, same: sameCount, bad: badCount })}
        </Text>
        <Group gap="xs">
          <Button disabled={count === 0} onClick={() => void save('draft', plan)}>
            {t('exchange.save.asDrafts', { count })}
          </Button>
          <Button variant="default" disabled={sendCount === 0} onClick={() => void save('send', plan)}>
            {sendCount === count
              ? t('exchange.save.andSend', { count })
              : t('exchange.save.andSendSome', { count, sent: sendCount })}
          </Button>
        </Group>
      </Group>
      {sendCount < count && (
        <Text size="sm" c="var(--dp-warn)">
          {t('exchange.save.withoutConnection', { count: count - sendCount })}
        </Text>
      )}
      {repeated.length > 0 && (
        <Text size="sm" c="var(--dp-warn)">
          {repeatedText(t, repeated, props.state.table.rowNumbers)}
        </Text>
      )}
      {changed.length > 0 && (
        <label>
          <input
            type="checkbox"
            checked={isChanging}
            onChange={(event) => setIsChanging(event.currentTarget.checked)}
          />{' '}
          {t('exchange.save.alsoChange', { count: changed.length })}
        </label>
      )}
      {error !== null && (
        <Alert color="red" role="alert">
          {t('exchange.save.failed', { problem: textOf(t, error) })}
        </Alert>
      )}
    </Stack>
  )
}

/** What cannot be sent, for it names no connection, holds back nothing of the rest: it comes in as a draft. */
function intentOf(plan: Plan, wanted: 'draft' | 'send'): 'draft' | 'send' {
  return plan.connectionId === null ? 'draft' : wanted
}

/** What came in, and what of it is on its way. */
function savedText(fileName: string, wanted: 'draft' | 'send', edits: readonly WorkflowEdit[]): StoredText {
  const sent = edits.filter((each) => each.intent === 'send').length
  const drafts = edits.length - sent
  const found = { count: edits.length, file: fileName }
  return wanted === 'draft' || drafts === 0
    ? messageRef('exchange.save.done', found)
    : messageRef('exchange.save.donePartly', { ...found, sent, drafts })
}

/** More rows than these are not named. */
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
