import { ActionIcon, Button, CopyButton } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useState } from 'react'
import type { SyncLogLine, WorkflowSync } from '../../../../shared/model/status/sync-status.ts'
import { syncSentence } from '../../../../shared/text/status-text.ts'
import { textOf } from '../../../../shared/text/stored-text.ts'
import type { Translate } from '../../../../shared/text/texts.ts'
import { QuietText } from '../../../components/display/quiet-text.tsx'
import { SyncStateBadge } from '../../../components/display/sync-state.tsx'
import { useTexts } from '../../../components/display/texts.tsx'
import { Notice } from '../../../components/feedback/notice.tsx'
import type { WorkflowRecord } from '../../../db/schema/records.ts'
import { currentSync } from '../../../db/schema/shown-status.ts'
import { useDesk } from '../../../desk/desk-context.tsx'
import { useServices } from '../../../desk/services.ts'
import { CheckAtCatena } from '../../../planning/check-at-catena.tsx'
import css from './sync-tab.module.css'
import { useSyncDetail } from './use-sync-detail.ts'

/** The way of a workflow to Catena and the TSP: its state, its ids and the log of what happened. */
export function SyncTab(props: { record: WorkflowRecord }) {
  const { record } = props
  const { t } = useTexts()
  const state = useSyncDetail(record.id)
  const { time } = useDesk()
  const known = state.kind === 'known' ? state.detail.sync : currentSync(record)
  return (
    <>
      <SyncStateBadge state={record.shownState} />
      <p>{syncSentence(known, (at) => time.formatTime(at), t)}</p>
      {state.kind === 'failed' && (
        <Notice tone="warn">{t('editor.sync.askFailed', { error: textOf(t, state.message) })}</Notice>
      )}
      <CheckAtCatena workflow={record} />
      {known !== null && <Duplicates sync={known} />}
      {known !== null && <SyncFacts sync={known} />}
      {state.kind === 'asking' && <QuietText>{t('editor.sync.asking')}</QuietText>}
      {state.kind === 'none' && <QuietText>{t('editor.sync.none')}</QuietText>}
      {state.kind === 'known' && <LogLines lines={state.detail.lines} />}
    </>
  )
}

function SyncFacts(props: { sync: WorkflowSync }) {
  const { sync } = props
  const { time } = useDesk()
  const { t } = useTexts()
  const times: readonly (readonly [string, string | null])[] = [
    [t('editor.sync.lastTry'), sync.lastTryAt],
    [t('editor.sync.nextTry'), sync.nextTryAt],
  ]
  return (
    <dl className={css.facts}>
      <dt>{t('editor.sync.change')}</dt>
      <dd>{t(`sync.change.${sync.change}`)}</dd>
      <CopiedFact name={t('editor.sync.externalId')} value={sync.sourceId} />
      <CopiedFact name={t('editor.sync.operationId')} value={sync.operationId} />
      <CopiedFact name={t('editor.sync.catenaId')} value={sync.resourceId} />
      <dt>{t('editor.sync.sent')}</dt>
      <dd>{t('editor.sync.sentTimes', { count: sync.attempts })}</dd>
      {times.map(
        ([name, at]) =>
          at !== null && (
            <div key={name} className={css.fact}>
              <dt>{name}</dt>
              <dd>{time.formatDayTime(at)}</dd>
            </div>
          ),
      )}
      {sync.looks.length > 0 && (
        <>
          <dt>{t('editor.sync.lookedUp')}</dt>
          <dd>{sync.looks.map((look) => lookText(look.found, time.formatTime(look.at), t)).join(', ')}</dd>
        </>
      )}
    </dl>
  )
}

function lookText(found: number | null, time: string, t: Translate): string {
  if (found === null) return t('editor.sync.lookUnclear', { time })
  return found === 0
    ? t('editor.sync.lookNotFound', { time })
    : t('editor.sync.lookFound', { time, count: found })
}

function CopiedFact(props: { name: string; value: string | null }) {
  const { name, value } = props
  const { t } = useTexts()
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
              aria-label={t(copied ? 'editor.sync.copied' : 'editor.sync.copy', { name })}
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
  const { t } = useTexts()
  const { time } = useDesk()
  if (props.lines.length === 0) return null
  return (
    <ol className={css.lines} aria-label={t('editor.sync.log')}>
      {props.lines.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines are only ever added at the end and have no id
        <li key={index} className={css.line}>
          <QuietText isInline>{time.formatDayTime(line.at)}</QuietText>
          <span>{textOf(t, line.text)}</span>
        </li>
      ))}
    </ol>
  )
}

function Duplicates(props: { sync: WorkflowSync }) {
  const { sync } = props
  const { host } = useServices()
  const { t } = useTexts()
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
              {t('editor.sync.cancelNewer')}
            </Button>
          }
        >
          {t('editor.sync.duplicate', { operationId })} {t('sync.limit.doublingProxy')}
        </Notice>
      ))}
      {failure !== null && <Notice tone="bad">{textOf(t, failure)}</Notice>}
    </>
  )
}
