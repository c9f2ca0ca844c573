import type { ReferenceKind } from '../../../../shared/model/reference.ts'
import { useTexts } from '../../../components/display/texts.tsx'
import { referenceMetaKey, referenceState } from '../../../db/reference/reference-cache.ts'
import { useDesk } from '../../../desk/desk-context.tsx'
import { useMeta } from '../../../desk/use-workflows.ts'

/** `as of 04:12`: when the list of this kind was last fetched; `undefined` when it never was. */
export function useAsOf(kind: ReferenceKind): string | undefined {
  const { time, today } = useDesk()
  const { t } = useTexts()
  const at = useMeta(referenceMetaKey(kind), referenceState)?.asOf
  if (at == null) return undefined
  const when = time.dayOf(at) === today ? time.formatTime(at) : time.formatDayTime(at, today)
  return t('editor.form.asOf', { when })
}
