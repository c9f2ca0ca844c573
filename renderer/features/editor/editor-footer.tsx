import { useDesk } from '../../desk/desk-context.tsx'
import css from './editor.module.css'
import { SteadyButton, type SteadyButtonProps } from './fields/steady-button.tsx'
import type { EditorForm } from './form/use-editor-form.ts'

/** Saving and what else can be done with the workflow; and, once it is on disk, since when. */
export function EditorFooter(props: { form: EditorForm }) {
  const { form } = props
  const { base, draft } = form.state
  const isCancelled = base?.plan.status === 'CANCELLED'
  const isCompleted = base?.plan.status === 'COMPLETED' && draft.plan.status === 'COMPLETED'
  return (
    <div className={css.foot}>
      <div className={css.footRow}>
        <SteadyButton
          isOncePerDoubleClick
          isOff={form.isSaving}
          onPress={() => form.save('send')}
          aria-keyshortcuts="Control+Enter"
        >
          Save and send
          <span className={css.key} aria-hidden>
            Ctrl ↵
          </span>
        </SteadyButton>
        <SteadyButton
          isOncePerDoubleClick
          variant="default"
          isOff={form.isSaving}
          onPress={() => form.save('draft')}
        >
          Save draft
        </SteadyButton>
        <SavedText form={form} />
      </div>
      <div className={css.footMore}>
        <FootButton isOff={!form.isDirty} onPress={form.discard}>
          Discard changes
        </FootButton>
        <FootButton isOff={form.isSaving} onPress={form.duplicate}>
          Duplicate
        </FootButton>
        <FootButton
          isOff={base === null || isCancelled || isCompleted || form.isSaving}
          onPress={form.complete}
        >
          Complete
        </FootButton>
        <FootButton
          className={css.cancel ?? ''}
          color="red"
          isOff={base === null || isCancelled || form.isSaving}
          onPress={form.cancelWorkflow}
        >
          Cancel workflow
        </FootButton>
      </div>
    </div>
  )
}

function FootButton(props: SteadyButtonProps) {
  return (
    <SteadyButton
      isOncePerDoubleClick
      variant="subtle"
      size="compact-xs"
      {...props}
      className={`${css.footButton} ${props.className ?? ''}`}
    />
  )
}

/** "Saved" is said of what is on disk and only of that: not of what was typed here and is in another workflow now. */
function SavedText(props: { form: EditorForm }) {
  const { form } = props
  const { time, today } = useDesk()
  const { base } = form.state
  function words(): string {
    if (form.isSaving) return 'Saving …'
    if (form.isDirty || base === null) return 'Not saved'
    if (form.notice?.kind === 'copied') return 'Kept as a copy, not sent'
    const at = new Date(base.savedAtMs).toISOString()
    return `Saved ${time.dayOf(at) === today ? time.formatTime(at) : time.formatDayTime(at, today)}`
  }
  return (
    <span className={css.saved} role="status" aria-label="Saving">
      {words()}
    </span>
  )
}
