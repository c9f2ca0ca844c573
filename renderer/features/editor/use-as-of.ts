import type { ReferenceKind } from '../../../shared/model/reference.ts'
import { useMeta } from '../../db/hooks.ts'
import { referenceMetaKey, referenceState } from '../../db/reference-cache.ts'
import { useDesk } from '../../desk-state.tsx'

/** `as of 04:12`: when the list of this kind was last fetched; `undefined` when it never was. */
export function useAsOf(kind: ReferenceKind): string | undefined {
  const { time, today } = useDesk()
  const at = useMeta(referenceMetaKey(kind), referenceState)?.asOf
  if (at == null) return undefined
  return `as of ${time.dayOf(at) === today ? time.formatTime(at) : time.formatDayTime(at, today)}`
}
