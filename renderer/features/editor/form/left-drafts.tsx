import { useLiveQuery } from 'dexie-react-hooks'
import { useState } from 'react'
import { textOf } from '../../../../shared/text/stored-text.ts'
import { useTexts } from '../../../components/display/texts.tsx'
import { Notice } from '../../../components/feedback/notice.tsx'
import { dropUnsavedDraft, readUnsavedDraftBy } from '../../../db/queries/queries.ts'
import type { UnsavedDraftRecord } from '../../../db/schema/records.ts'
import { useDesk } from '../../../desk/desk-context.tsx'
import { NEW_DRAFT_KEY } from '../../../desk/draft-window.ts'
import { useServices } from '../../../desk/services.ts'
import { NoticeButton } from '../editor-notices.tsx'
import type { EditorForm } from './use-editor-form.ts'

/** New workflows that a window left unsaved when it closed or crashed. They are offered, never put into the form unasked. */
export function LeftDrafts(props: { form: EditorForm }) {
  const { form } = props
  const { db, draftWindow } = useServices()
  const { time, today } = useDesk()
  const { t } = useTexts()
  const [failure, setFailure] = useState<string | null>(null)
  const left = useLiveQuery(async () => {
    const all = await readUnsavedDraftBy(db, NEW_DRAFT_KEY)
    const orphans = new Set(await draftWindow.orphansOf(all.map((each) => each.workflowId)))
    return all.filter((each) => orphans.has(each.workflowId))
  }, [db, draftWindow])

  function drop({ workflowId }: UnsavedDraftRecord): void {
    dropUnsavedDraft(db, workflowId).catch((error: unknown) => setFailure(String(error)))
  }
  /** In one transaction: the draft is deleted there only once it is kept under the key of this window. */
  function adopt(unsavedDraft: UnsavedDraftRecord): void {
    const { workflowId, ...rest } = unsavedDraft
    db.transaction('rw', db.unsavedDrafts, async () => {
      await db.unsavedDrafts.put({ ...rest, workflowId: draftWindow.key })
      await db.unsavedDrafts.delete(workflowId)
    }).then(
      () => form.adopt(unsavedDraft),
      (error: unknown) => setFailure(String(error)),
    )
  }
  return (
    <>
      {(left ?? []).map((each) => (
        <Notice
          key={each.workflowId}
          actions={
            <>
              <NoticeButton
                disabled={form.isDirty}
                title={form.isDirty ? t('editor.notices.goOnFirst') : undefined}
                onClick={() => adopt(each)}
              >
                {t('editor.notices.goOn')}
              </NoticeButton>
              <NoticeButton onClick={() => drop(each)}>{t('editor.notices.drop')}</NoticeButton>
            </>
          }
        >
          {t('editor.notices.left', {
            name: each.plan.reference || t('editor.notices.unnamed'),
            when: time.formatDayTime(new Date(each.at).toISOString(), today),
          })}
        </Notice>
      ))}
      {failure !== null && <Notice tone="bad">{textOf(t, failure)}</Notice>}
    </>
  )
}
