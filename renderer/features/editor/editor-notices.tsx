import { Button } from '@mantine/core'
import { type ReactNode, useEffect, useRef } from 'react'
import { syncSentence } from '../../../shared/text/status-text.ts'
import { textOf } from '../../../shared/text/stored-text.ts'
import { useTexts } from '../../components/display/texts.tsx'
import type { WorkflowRecord } from '../../db/schema/records.ts'
import { useDesk } from '../../desk/desk-context.tsx'
import css from './editor.module.css'
import type { EditorForm } from './form/use-editor-form.ts'

/** What the dispatcher should know before going on typing. */
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
      {isRefused && <Notice tone="bad">{syncSentence(record.sync, (at) => time.formatTime(at), t)}</Notice>}
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
      {notice?.kind === 'copied' && (
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
          {t('editor.notices.copied', { reference: notice.reference })}
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

/** One sentence with its buttons. */
export function Notice(props: {
  tone?: 'warn' | 'bad'
  /** True for what must not be missed below the fields that are in view. */
  comesIntoView?: boolean
  actions?: ReactNode
  children: ReactNode
}) {
  const place = useRef<HTMLDivElement>(null)
  const { comesIntoView } = props
  useEffect(() => {
    if (comesIntoView === true) place.current?.scrollIntoView({ block: 'nearest' })
  }, [comesIntoView])
  return (
    <div ref={place} className={css.notice} data-tone={props.tone ?? 'info'}>
      <p className={css.noticeText}>{props.children}</p>
      {props.actions}
    </div>
  )
}

/** The notice goes with the press, and its button with it: the focus goes to the editor, not to the page. */
export function NoticeButton(props: {
  disabled?: boolean
  title?: string | undefined
  onClick(): void
  children: ReactNode
}) {
  return (
    <Button
      variant="default"
      size="compact-xs"
      disabled={props.disabled === true}
      title={props.title}
      onClick={(event) => {
        event.currentTarget.closest<HTMLElement>('[data-editor]')?.focus()
        props.onClick()
      }}
    >
      {props.children}
    </Button>
  )
}
