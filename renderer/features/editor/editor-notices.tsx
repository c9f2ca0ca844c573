import { Button } from '@mantine/core'
import { type ReactNode, useEffect, useRef } from 'react'
import { syncSentence } from '../../../shared/text/status-text.ts'
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
  const { notice, newer, state, draftFailure } = form
  const isRefused = record !== null && (record.shownState === 'rejected' || record.shownState === 'failed')
  return (
    <div className={css.notices} aria-live="polite">
      {record?.isRemoved === true && newer === null && (
        <Notice tone="warn">
          Undo took this workflow back. Redo brings it back; saving brings back what you see.
        </Notice>
      )}
      {isRefused && <Notice tone="bad">{syncSentence(record.sync, (at) => time.formatTime(at))}</Notice>}
      {state.wasRestored && (
        <Notice actions={<NoticeButton onClick={form.discard}>Drop it</NoticeButton>}>
          Your typing was kept
        </Notice>
      )}
      {state.discarded !== null && (
        <Notice actions={<NoticeButton onClick={form.bringBack}>Bring it back</NoticeButton>}>
          Your changes were discarded
        </Notice>
      )}
      {newer !== null && (
        <section className={css.choose} aria-label="A newer version" data-choice tabIndex={-1}>
          <Notice
            tone="warn"
            actions={
              <>
                <NoticeButton onClick={form.rebase}>Put mine on top</NoticeButton>
                <NoticeButton onClick={form.takeNewer}>Use the newer one</NoticeButton>
                <NoticeButton onClick={form.keepAsCopy}>Save mine as a copy</NoticeButton>
              </>
            }
          >
            {`${newer.isRemoved ? 'This workflow was taken back' : 'A newer version was saved'} at ${time.formatTime(new Date(newer.updatedAtMs).toISOString())}, in another window or by undo. Your typing is kept, and not saved until you choose.`}
          </Notice>
        </section>
      )}
      {notice?.kind === 'copied' && (
        <Notice
          key={notice.copyId}
          tone="warn"
          comesIntoView
          actions={<NoticeButton onClick={() => props.onOpen(notice.copyId)}>Open your copy</NoticeButton>}
        >
          {`A newer version was there already, from another window or by undo. Yours was kept as “${notice.reference}”, a draft that is not sent.`}
        </Notice>
      )}
      {notice?.kind === 'failed' && <Notice tone="bad">{`Not saved: ${notice.message}`}</Notice>}
      {draftFailure !== null && (
        <Notice tone="bad">{`Typing cannot be kept for a crash: ${draftFailure}`}</Notice>
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
