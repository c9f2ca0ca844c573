import { useCallback, useEffect, useState } from 'react'
import type { SyncDetail } from '../../../../shared/model/status/sync-status.ts'
import { useServices } from '../../../desk/services.ts'

/** What the host can tell of one workflow's way. `none`: the host has never been given it. */
export type SyncDetailState =
  | { readonly kind: 'asking' }
  | { readonly kind: 'none' }
  | { readonly kind: 'known'; readonly detail: SyncDetail }
  | { readonly kind: 'failed'; readonly message: string }

/** Asks the host for the details of a workflow, and again whenever something of it has moved. */
export function useSyncDetail(workflowId: string): SyncDetailState {
  const { host } = useServices()
  const [state, setState] = useState<SyncDetailState>({ kind: 'asking' })
  const ask = useCallback(
    async (isOver: () => boolean) => {
      try {
        const detail = await host.call('sync.detail', { workflowId })
        if (!isOver()) setState(detail === null ? { kind: 'none' } : { kind: 'known', detail })
      } catch (error) {
        if (!isOver())
          setState({ kind: 'failed', message: error instanceof Error ? error.message : String(error) })
      }
    },
    [host, workflowId],
  )
  useEffect(() => {
    let isOver = false
    const askNow = () => {
      ask(() => isOver).catch((error: unknown) => setState({ kind: 'failed', message: String(error) }))
    }
    askNow()
    const ends = [
      host.on('sync.changed', ({ statuses }) => {
        if (statuses.some((each) => each.workflowId === workflowId)) askNow()
      }),
      host.onHostChannel((hostChannel) => hostChannel === 'open' && askNow()),
    ]
    return () => {
      isOver = true
      for (const end of ends) end()
    }
  }, [host, workflowId, ask])
  return state
}
