import { CloseButton } from '@mantine/core'
import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import { messageRef } from '../../../../shared/text/stored-text.ts'
import { connectionName } from '../../../components/display/connection-label.ts'
import { useTexts } from '../../../components/display/texts.tsx'
import { notifyFailure } from '../../../components/feedback/notify.tsx'
import { type OutboxLine, readOutbox } from '../../../db/queries/queries.ts'
import { useNowMs } from '../../../desk/desk-clock.tsx'
import { useDesk } from '../../../desk/desk-context.tsx'
import { useServices } from '../../../desk/services.ts'
import { useSyncCounts } from '../../../desk/use-workflows.ts'
import { countToSend } from '../day-summary.ts'
import { NoticeLine } from './notice-row.tsx'
import { preflightOf } from './preflight.ts'

/** The line stands for so long when all is sent; ms. */
const LEAST_MS = 30_000
/** The line goes after this time, whatever waits; ms. The outbox says it at any time. */
const MOST_MS = 5 * 60_000

/** The network came back while changes waited. */
interface Return {
  readonly atMs: number
  /** What waited. */
  readonly lines: readonly OutboxLine[]
  /** Workflows that the reading of the list had changed by then. */
  readonly changeCount: number
}

/** When the network is back and changes wait: how many, and what the dispatcher should know of them before they go out. */
export function PreflightNotice() {
  const { t } = useTexts()
  const { pull } = useServices()
  const { connections, connection, drivers, vehicles } = useDesk()
  const counts = useSyncCounts()
  const nowMs = useNowMs()
  const { changeCount } = useSyncExternalStore(pull.subscribe, pull.state)
  const { last, dismiss } = useReturn()
  const lines = last?.lines
  const { unsupported } = connection
  const preflight = useMemo(
    () => (lines === undefined ? null : preflightOf(lines, { drivers, vehicles, unsupported })),
    [lines, drivers, vehicles, unsupported],
  )
  if (last === null || preflight === null || counts === undefined) return null
  const { inactive, withoutUpdates } = preflight
  const toSend = countToSend(counts.byState)
  const ageMs = nowMs - last.atMs
  if (ageMs >= MOST_MS || (toSend === 0 && ageMs >= LEAST_MS)) return null
  const nameOf = (id: string) => {
    const found = connections.find((each) => each.id === id)
    return found === undefined ? id : connectionName(found)
  }
  const parts = [
    t('frame.preflight.toSend', { count: toSend }),
    ...counted(changeCount - last.changeCount, (count) => t('frame.preflight.changedElsewhere', { count })),
    ...counted(counts.byState.conflict, (count) => t('frame.summary.conflict', { count })),
    ...counted(inactive.length, (count) =>
      t('frame.preflight.inactive', { count, names: inactive.join(', ') }),
    ),
    ...withoutUpdates.map((id) => t('frame.preflight.withoutUpdates', { name: nameOf(id) })),
  ]
  const isWarning = counts.byState.conflict > 0 || inactive.length > 0 || withoutUpdates.length > 0
  return (
    <NoticeLine
      level={isWarning ? 'warning' : 'info'}
      action={<CloseButton size="sm" aria-label={t('frame.notices.dismiss')} onClick={dismiss} />}
    >
      {t('frame.preflight.back', { parts: parts.join(' · ') })}
    </NoticeLine>
  )
}

function counted(count: number, text: (count: number) => string): readonly string[] {
  return count > 0 ? [text(count)] : []
}

/** The last return of the network with something to send; `null` = there is none, it is gone again, or it was dismissed. */
function useReturn(): { readonly last: Return | null; readonly dismiss: () => void } {
  const { db, pull, nowMs } = useServices()
  const { connection } = useDesk()
  const [last, setLast] = useState<Return | null>(null)
  const isOnline = connection.state === 'online'
  const wasOnline = useRef(isOnline)
  useEffect(() => {
    const isBack = isOnline && !wasOnline.current
    wasOnline.current = isOnline
    if (!isOnline) setLast(null)
    if (!isBack) return
    let isOver = false
    const { changeCount } = pull.state()
    const atMs = nowMs()
    readOutbox(db).then(
      (lines) => {
        const waits = lines.some((each) => each.pendingChange !== null)
        if (!isOver && waits) setLast({ lines, atMs, changeCount })
      },
      (error: unknown) => notifyFailure(messageRef('frame.preflight.unread'), error),
    )
    return () => {
      isOver = true
    }
  }, [isOnline, db, pull, nowMs])
  return { last, dismiss: () => setLast(null) }
}
