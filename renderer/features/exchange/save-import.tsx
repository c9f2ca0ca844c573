import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { useEffect, useMemo, useRef, useState } from 'react'
import { Busy } from '../../components/busy.tsx'
import { counted } from '../../components/words.ts'
import type { WorkflowEdit } from '../../db/command-types.ts'
import type { WorkflowRecord } from '../../db/schema.ts'
import { useDesk } from '../../desk-state.tsx'
import { useServices } from '../../services.ts'
import type { ColumnMapping } from './columns.ts'
import classes from './exchange.module.css'
import { type CandidateMatch, createMatcher } from './match-candidates.ts'
import type { ImportState } from './use-import.ts'

type OpenState = Extract<ImportState, { step: 'open' }>

/** What saving would do, in numbers, and the buttons that do it. */
export function SaveImport(props: {
  state: OpenState
  mapping: ColumnMapping
  shape: string
  onSaved: (words: string) => void
}) {
  const { db, commands, mintId, nowMs } = useServices()
  const desk = useDesk()
  const [records, setRecords] = useState<readonly WorkflowRecord[] | null>(null)
  const [isChanging, setIsChanging] = useState(false)
  const [saving, setSaving] = useState<{ readonly done: number; readonly total: number } | null>(null)
  const stopper = useRef(new AbortController())
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
      await db.importMappings.put({ shape: props.shape, mapping: props.mapping, updatedAtMs: nowMs() })
      props.onSaved(`${counted(edits.length, 'workflow')} from ${props.state.fileName}.`)
    } catch (cause) {
      setError(cause instanceof Error ? cause.message : String(cause))
      setSaving(null)
    }
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
        <Button disabled={count === 0} onClick={() => void save('draft', plan)}>
          {`Import ${count.toLocaleString('en')} as drafts`}
        </Button>
        <Button variant="default" disabled={count === 0} onClick={() => void save('send', plan)}>
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
