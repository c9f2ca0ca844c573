import { useState } from 'react'
import { useTexts } from '../../components/display/texts.tsx'
import { Ask } from '../../components/feedback/ask.tsx'
import { KeyCap } from '../../components/keyboard/key-cap.tsx'
import { useDesk } from '../../desk/desk-context.tsx'
import css from './editor-footer.module.css'
import { SteadyButton, type SteadyButtonProps } from './fields/steady-button.tsx'
import type { EditorForm } from './form/use-editor-form.ts'

/** The buttons of the editor, and when the workflow was last saved. */
export function EditorFooter(props: { form: EditorForm }) {
  const { form } = props
  const { base, draft } = form.state
  const { t } = useTexts()
  const [isAsking, setIsAsking] = useState(false)
  const isCancelled = base?.plan.status === 'CANCELLED'
  const isCompleted = base?.plan.status === 'COMPLETED' && draft.plan.status === 'COMPLETED'
  return (
    <div className={css.foot}>
      <div className={css.save}>
        <SteadyButton
          isOncePerDoubleClick
          isOff={form.isSaving}
          onPress={() => form.save('send')}
          aria-keyshortcuts="Control+Enter"
        >
          {t('editor.foot.saveAndSend')}
          <KeyCap className={css.keys ?? ''} keys={t('editor.foot.keys')} isHidden />
        </SteadyButton>
        <SteadyButton
          isOncePerDoubleClick
          variant="default"
          isOff={form.isSaving}
          onPress={() => form.save('draft')}
        >
          {t('editor.foot.saveDraft')}
        </SteadyButton>
        <SavedText form={form} />
      </div>
      <div className={css.more}>
        <FootButton isOff={!form.isDirty} onPress={form.discard}>
          {t('editor.foot.discard')}
        </FootButton>
        <FootButton isOff={form.isSaving} onPress={form.duplicate}>
          {t('editor.foot.duplicate')}
        </FootButton>
        <FootButton
          isOff={base === null || isCancelled || isCompleted || form.isSaving}
          onPress={form.complete}
        >
          {t('editor.foot.complete')}
        </FootButton>
        <FootButton
          className={css.cancel ?? ''}
          color="red"
          isOff={base === null || isCancelled || form.isSaving}
          onPress={() => (base?.plan.status === 'COMPLETED' ? setIsAsking(true) : form.cancelWorkflow())}
        >
          {t('editor.foot.cancel')}
        </FootButton>
        {isAsking && (
          <Ask
            title={t('editor.foot.cancelCompleted')}
            confirm={t('editor.foot.cancel')}
            isDangerous
            onConfirm={() => {
              setIsAsking(false)
              form.cancelWorkflow()
            }}
            onClose={() => setIsAsking(false)}
          >
            {t('editor.foot.cancelCompletedBody')}
          </Ask>
        )}
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
      className={`${css.button} ${props.className ?? ''}`}
    />
  )
}

/** Whether the form is saved, and when. Typing that was saved as a copy counts as kept in the copy, not as saved here. */
function SavedText(props: { form: EditorForm }) {
  const { form } = props
  const { time, today } = useDesk()
  const { t } = useTexts()
  const { base } = form.state
  function text(): string {
    if (form.isSaving) return t('editor.saved.saving')
    if (form.isDirty || base === null) return t('editor.saved.notSaved')
    if (form.notice?.kind === 'copied') return t('editor.saved.keptAsCopy')
    const at = new Date(base.savedAtMs).toISOString()
    const when = time.dayOf(at) === today ? time.formatTime(at) : time.formatDayTime(at, today)
    return t('editor.saved.savedAt', { when })
  }
  return (
    <span className={css.saved} role="status" aria-label={t('editor.saved.label')}>
      {text()}
    </span>
  )
}
