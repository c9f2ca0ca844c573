import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { useMemo, useRef, useState } from 'react'
import type { Plan } from '../../../shared/model/plan/workflow.ts'
import { counted } from '../../components/display/labels.ts'
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
  onSaved: (words: string, span: ImportSpan | null) => void
}) {
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
        `Import ${counted(edits.length, 'workflow')} from ${props.state.fileName}`,
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
      .catch((cause: unknown) => notifyFailure('The columns of this file are not remembered', cause))
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
        label={`Saving: ${done.toLocaleString('en')} of ${counted(total, 'workflow')}`}
        value={(100 * done) / total}
        onCancel={() => stopper.current.abort()}
      />
    )
  }
  return (
    <Stack gap="xs">
      <Group justify="space-between" gap="xs">
        <Text size="sm" className={classes.numbers} role="status">
          {counted(fresh.length, 'new workflow')} · {sameCount.toLocaleString('en')} here already ·{' '}
          {counted(badCount, 'workflow')} with cells to correct
        </Text>
        <Group gap="xs">
          <Button disabled={count === 0} onClick={() => void save('draft', plan)}>
            {`Import ${count.toLocaleString('en')} as drafts`}
          </Button>
          <Button variant="default" disabled={sendCount === 0} onClick={() => void save('send', plan)}>
            {`Import ${count.toLocaleString('en')} and send${sendCount === count ? '' : ` ${sendCount.toLocaleString('en')}`}`}
          </Button>
        </Group>
      </Group>
      {sendCount < count && (
        <Text size="sm" c="var(--dp-warn)">
          {`${counted(count - sendCount, 'workflow')} without a connection: imported as ${count - sendCount === 1 ? 'a draft' : 'drafts'}, never sent. A connection for rows that name none can be chosen above.`}
        </Text>
      )}
      {repeated.length > 0 && (
        <Text size="sm" c="var(--dp-warn)">
          {repeatedText(repeated, props.state.table.rowNumbers)}
        </Text>
      )}
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
    </Stack>
  )
}

/** What cannot be sent, for it names no connection, holds back nothing of the rest: it comes in as a draft. */
function intentOf(plan: Plan, wanted: 'draft' | 'send'): 'draft' | 'send' {
  return plan.connectionId === null ? 'draft' : wanted
}

/** What came in, and what of it is on its way. */
function savedText(fileName: string, wanted: 'draft' | 'send', edits: readonly WorkflowEdit[]): string {
  const sent = edits.filter((each) => each.intent === 'send').length
  const drafts = edits.length - sent
  const rest =
    wanted === 'draft' || drafts === 0
      ? ''
      : `: ${sent.toLocaleString('en')} to send, ${counted(drafts, 'draft')} without a connection`
  return `${counted(edits.length, 'workflow')} from ${fileName}${rest}.`
}

/** More rows than these are not named. */
const MAX_NAMED = 5

function repeatedText(repeated: SortedCandidates['repeated'], rowNumbers: readonly number[]): string {
  const rows = repeated.slice(0, MAX_NAMED).map((each) => String(rowNumbers[each.rows[0] ?? 0]))
  const rest = repeated.length > rows.length ? ' …' : ''
  const place = `${repeated.length === 1 ? 'row' : 'rows'} ${rows.join(', ')}${rest}`
  return `${counted(repeated.length, 'workflow')} left out: ${place} would change what another row changes too`
}
