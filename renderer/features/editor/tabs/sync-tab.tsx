import { ActionIcon, Button, CopyButton } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useState } from 'react'
import type { SyncLogLine, WorkflowSync } from '../../../../shared/model/status/sync-status.ts'
import { changeWord, LIMITS, syncSentence } from '../../../../shared/text/status-text.ts'
import { SyncStateBadge } from '../../../components/display/sync-state.tsx'
import type { WorkflowRecord } from '../../../db/schema/records.ts'
import { currentSync } from '../../../db/schema/shown-status.ts'
import { useDesk } from '../../../desk/desk-context.tsx'
import { useServices } from '../../../desk/services.ts'
import { CheckAtCatena } from '../../../planning/check-at-catena.tsx'
import css from '../editor.module.css'
import { Notice } from '../editor-notices.tsx'
import { useSyncDetail } from './use-sync-detail.ts'

/** The way of one workflow to Catena and the TSP: where it is, its ids, and what happened, line by line. */
export function SyncTab(props: { record: WorkflowRecord }) {
  const { record } = props
  const state = useSyncDetail(record.id)
  const { time } = useDesk()
  const known = state.kind === 'known' ? state.detail.sync : currentSync(record)
  return (
    <>
      <SyncStateBadge state={record.shownState} />
      <p>{syncSentence(known, (at) => time.formatTime(at))}</p>
      {state.kind === 'failed' && (
        <Notice tone="warn">{`The sender cannot be asked now, this is what it said last: ${state.message}`}</Notice>
      )}
      <CheckAtCatena workflow={record} />
      {known !== null && <Duplicates sync={known} />}
      {known !== null && <SyncFacts sync={known} />}
      {state.kind === 'asking' && <p className={css.hint}>Asking the sender …</p>}
      {state.kind === 'none' && <p className={css.hint}>It has not been handed to the sender yet.</p>}
      {state.kind === 'known' && <LogLines lines={state.detail.lines} />}
    </>
  )
}

function SyncFacts(props: { sync: WorkflowSync }) {
  const { sync } = props
  const { time } = useDesk()
  const times: readonly (readonly [string, string | null])[] = [
    ['Last try', sync.lastTryAt],
    ['Next try', sync.nextTryAt],
  ]
  return (
    <dl className={css.facts}>
      <dt>Change</dt>
      <dd>{changeWord(sync.change)}</dd>
      <CopiedFact name="External id" value={sync.sourceId} />
      <CopiedFact name="Operation id" value={sync.operationId} />
      <CopiedFact name="Catena id" value={sync.resourceId} />
      <dt>Sent</dt>
      <dd>{sync.attempts === 1 ? 'once' : sync.attempts === 0 ? 'not yet' : `${sync.attempts} times`}</dd>
      {times.map(
        ([name, at]) =>
          at !== null && (
            <div key={name} style={{ display: 'contents' }}>
              <dt>{name}</dt>
              <dd>{time.formatDayTime(at)}</dd>
            </div>
          ),
      )}
      {sync.looks.length > 0 && (
        <>
          <dt>Looked up</dt>
          <dd>
            {sync.looks.map((look) => `${time.formatTime(look.at)} ${foundText(look.found)}`).join(', ')}
          </dd>
        </>
      )}
    </dl>
  )
}

function foundText(found: number | null): string {
  return found === null ? 'no clear answer' : found === 0 ? 'not found' : `found ${found}`
}

function CopiedFact(props: { name: string; value: string | null }) {
  const { name, value } = props
  if (value === null) return null
  return (
    <>
      <dt>{name}</dt>
      <dd>
        <span className={css.id} title={value}>
          {value}
        </span>
        <CopyButton value={value}>
          {({ copied, copy }) => (
            <ActionIcon
              variant="subtle"
              size={24}
              aria-label={copied ? `${name} copied` : `Copy ${name}`}
              onClick={copy}
            >
              {copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
            </ActionIcon>
          )}
        </CopyButton>
      </dd>
    </>
  )
}

function LogLines(props: { lines: readonly SyncLogLine[] }) {
  const { time } = useDesk()
  if (props.lines.length === 0) return null
  return (
    <ol className={css.lines} aria-label="What happened">
      {props.lines.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines are only ever added at the end and have no id
        <li key={index} className={css.logLine}>
          <span className={css.hint}>{time.formatDayTime(line.at)}</span>
          <span>{line.text}</span>
        </li>
      ))}
    </ol>
  )
}

function Duplicates(props: { sync: WorkflowSync }) {
  const { sync } = props
  const { host } = useServices()
  const [failure, setFailure] = useState<string | null>(null)
  if (sync.duplicates.length === 0) return null

  function cancelDuplicate(operationId: string): void {
    setFailure(null)
    host
      .call('sync.cancelDuplicate', { workflowId: sync.workflowId, operationId })
      .catch((error: unknown) => {
        setFailure(error instanceof Error ? error.message : String(error))
      })
  }
  return (
    <>
      {sync.duplicates.map(({ operationId }) => (
        <Notice
          key={operationId}
          tone="bad"
          actions={
            <Button variant="default" size="compact-xs" onClick={() => cancelDuplicate(operationId)}>
              Cancel the newer one
            </Button>
          }
        >
          {`Catena has it a second time, by operation ${operationId}. ${LIMITS.doublingProxy}`}
        </Notice>
      ))}
      {failure !== null && <Notice tone="bad">{failure}</Notice>}
    </>
  )
}
