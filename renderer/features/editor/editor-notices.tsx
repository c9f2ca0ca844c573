import { fieldLabel } from '../../../shared/text/field-text.ts'
import { syncSentence } from '../../../shared/text/status-text.ts'
import { textOf } from '../../../shared/text/stored-text.ts'
import { useTexts } from '../../components/display/texts.tsx'
import { Notice } from '../../components/feedback/notice.tsx'
import type { WorkflowRecord } from '../../db/schema/records.ts'
import { useDesk } from '../../desk/desk-context.tsx'
import css from './editor-notices.module.css'
import { DeletedNotice } from './form/deleted-notice.tsx'
import { partsOf } from './form/field-key.ts'
import type { EditorForm } from './form/use-editor-form.ts'
import { NoticeButton } from './notice-button.tsx'

/** States of the workflow and of the form that matter before more is typed, each with what can be done about it. */
export function EditorNotices(props: {
  form: EditorForm
  record: WorkflowRecord | null
  onOpen(workflowId: string): void
}) {
  const { form, record } = props
  const { time } = useDesk()
  const { t } = useTexts()
  const { notice, newer, state, draftFailure } = form
  const isRefused = record !== null && (record.shownState === 'rejected' || record.shownState === 'failed')
  return (
    <div className={css.notices} aria-live="polite">
      {record?.isRemoved === true && newer === null && (
        <Notice tone="warn">{t('editor.notices.removed')}</Notice>
      )}
      {record !== null && <DeletedNotice form={form} record={record} />}
      {isRefused && form.deletedAt === null && (
        <Notice tone="bad">{syncSentence(record.sync, (at) => time.formatTime(at), t)}</Notice>
      )}
      {state.wasRestored && (
        <Notice actions={<NoticeButton onClick={form.discard}>{t('editor.notices.drop')}</NoticeButton>}>
          {t('editor.notices.restored')}
        </Notice>
      )}
      {state.discarded !== null && (
        <Notice
          actions={<NoticeButton onClick={form.bringBack}>{t('editor.notices.bringBack')}</NoticeButton>}
        >
          {t('editor.notices.discarded')}
        </Notice>
      )}
      {state.changedElsewhere.size > 0 && newer === null && (
        <Notice>{t('editor.notices.changedElsewhere', { fields: changedFields(form) })}</Notice>
      )}
      {newer !== null && (
        <section className={css.choose} aria-label={t('editor.notices.newer')} data-choice tabIndex={-1}>
          <Notice
            tone="warn"
            actions={
              <>
                <NoticeButton onClick={form.rebase}>{t('editor.notices.rebase')}</NoticeButton>
                <NoticeButton onClick={form.takeNewer}>{t('editor.notices.takeNewer')}</NoticeButton>
                <NoticeButton onClick={form.keepAsCopy}>{t('editor.notices.keepAsCopy')}</NoticeButton>
              </>
            }
          >
            {t(newer.isRemoved ? 'editor.notices.newerRemoved' : 'editor.notices.newerSaved', {
              time: time.formatTime(new Date(newer.updatedAtMs).toISOString()),
            })}
          </Notice>
        </section>
      )}
      {(notice?.kind === 'copied' || notice?.kind === 'leftCopied') && (
        <Notice
          key={notice.copyId}
          tone="warn"
          comesIntoView
          actions={
            <NoticeButton onClick={() => props.onOpen(notice.copyId)}>
              {t('editor.notices.openCopy')}
            </NoticeButton>
          }
        >
          {t(`editor.notices.${notice.kind}`, { reference: notice.reference })}
        </Notice>
      )}
      {notice?.kind === 'failed' && (
        <Notice tone="bad">{t('editor.notices.saveFailed', { error: textOf(t, notice.message) })}</Notice>
      )}
      {draftFailure !== null && (
        <Notice tone="bad">{t('editor.notices.typingFailed', { error: textOf(t, draftFailure) })}</Notice>
      )}
    </div>
  )
}

/** The names of the fields that somebody else has changed under the form. */
function changedFields({ state, plan, t }: EditorForm): string {
  const names = [...state.changedElsewhere].map((key) => {
    const { stopId, name } = partsOf(key)
    const index = plan.stops.findIndex((each) => each.sourceStopId === stopId)
    return fieldLabel(stopId === null ? name : `stops.${index}.${name}`, t)
  })
  return [...new Set(names)].join(', ')
}
