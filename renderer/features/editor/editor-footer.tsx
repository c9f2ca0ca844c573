import { Button } from '@mantine/core'
import { useDesk } from '../../desk-state.tsx'
import css from './editor.module.css'
import type { EditorForm } from './use-editor-form.ts'

/** Saving and what else can be done with the workflow; and, once it is on disk, since when. */
export function EditorFooter(props: { form: EditorForm }) {
  const { form } = props
  const { base, draft } = form.state
  const isCancelled = base?.plan.status === 'CANCELLED'
  const isCompleted = base?.plan.status === 'COMPLETED' && draft.plan.status === 'COMPLETED'
  return (
    <div className={css.foot}>
      <div className={css.footRow}>
        <Button onClick={() => form.save('send')} disabled={form.isSaving} aria-keyshortcuts="Control+Enter">
          Save and send
          <span className={css.key} aria-hidden>
            Ctrl ↵
          </span>
        </Button>
        <Button variant="default" onClick={() => form.save('draft')} disabled={form.isSaving}>
          Save draft
        </Button>
        <SavedWords form={form} />
      </div>
      <div className={css.footMore}>
        <Button
          variant="subtle"
          size="compact-xs"
          className={css.footButton}
          disabled={!form.isDirty}
          onClick={form.discard}
        >
          Discard changes
        </Button>
        <Button variant="subtle" size="compact-xs" className={css.footButton} onClick={form.duplicate}>
          Duplicate
        </Button>
        <Button
          variant="subtle"
          className={css.footButton}
          size="compact-xs"
          disabled={base === null || isCancelled || isCompleted || form.isSaving}
          onClick={form.complete}
        >
          Complete
        </Button>
        <Button
          variant="subtle"
          className={`${css.footButton} ${css.cancel}`}
          color="red"
          size="compact-xs"
          disabled={base === null || isCancelled || form.isSaving}
          onClick={form.cancelWorkflow}
        >
          Cancel workflow
        </Button>
      </div>
    </div>
  )
}

/** "Saved" is said of what is on disk and only of that. */
function SavedWords(props: { form: EditorForm }) {
  const { form } = props
  const { time, today } = useDesk()
  const { base } = form.state
  function words(): string {
    if (form.isSaving) return 'Saving …'
    if (form.isDirty || base === null) return 'Not saved'
    const at = new Date(base.savedAtMs).toISOString()
    return `Saved ${time.dayOf(at) === today ? time.formatTime(at) : time.formatDayTime(at, today)}`
  }
  return (
    <span className={css.saved} role="status" aria-label="Saving">
      {words()}
    </span>
  )
}
