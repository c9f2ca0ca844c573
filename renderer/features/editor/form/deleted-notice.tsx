import { shortTimeText } from '../../../components/display/labels.ts'
import { useTexts } from '../../../components/display/texts.tsx'
import { Notice } from '../../../components/feedback/notice.tsx'
import type { WorkflowRecord } from '../../../db/schema/records.ts'
import { useDesk } from '../../../desk/desk-context.tsx'
import css from '../editor-notices.module.css'
import { NoticeButton } from '../notice-button.tsx'
import type { EditorForm } from './use-editor-form.ts'

/** That the TSP has deleted the workflow, and what can become of a change to it. A save that would be sent leads here. */
export function DeletedNotice(props: { form: EditorForm; record: WorkflowRecord }) {
  const { form, record } = props
  const { time, today } = useDesk()
  const { t } = useTexts()
  const { deletedAt } = form
  if (deletedAt === null) return null
  const isRefused = record.shownState === 'rejected'
  const when = { time: shortTimeText(deletedAt, time, today) }
  return (
    <section className={css.choose} aria-label={t('editor.deleted.label')} data-choice tabIndex={-1}>
      <Notice
        tone="warn"
        actions={
          <>
            <NoticeButton onClick={form.planAnew}>{t('editor.deleted.planAnew')}</NoticeButton>
            {(isRefused || form.isDirty) && (
              <NoticeButton onClick={form.letGo}>{t('editor.deleted.letGo')}</NoticeButton>
            )}
          </>
        }
      >
        {isRefused ? t('editor.deleted.refused', when) : t('editor.deleted.body', when)}
      </Notice>
    </section>
  )
}
