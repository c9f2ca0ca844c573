import { useState } from 'react'
import { diffPlans } from '../../../../shared/model/plan/plan-diff.ts'
import { fieldLabel } from '../../../../shared/text/field-text.ts'
import { textOf } from '../../../../shared/text/stored-text.ts'
import type { Translate } from '../../../../shared/text/texts.ts'
import { useTexts } from '../../../components/display/texts.tsx'
import { Notice } from '../../../components/feedback/notice.tsx'
import { dropUnsavedDraft, moveUnsavedDraft } from '../../../db/queries/queries.ts'
import type { UnsavedDraftRecord, WorkflowRecord } from '../../../db/schema/records.ts'
import { useDesk } from '../../../desk/desk-context.tsx'
import { NEW_WORKFLOW } from '../../../desk/draft-window.ts'
import { useServices } from '../../../desk/services.ts'
import { useLeftDrafts } from '../../../desk/use-workflows.ts'
import { NoticeButton } from '../notice-button.tsx'
import type { EditorForm } from './use-editor-form.ts'

/**
 * What other windows left unsaved when they closed or crashed: new workflows, or typing of this one while this window has
 * its own. It is offered, never put into the form unasked.
 */
export function LeftDrafts(props: { form: EditorForm; record: WorkflowRecord | null }) {
  const { form, record } = props
  const { db, draftWindow } = useServices()
  const { time, today } = useDesk()
  const { t } = useTexts()
  const [failure, setFailure] = useState<string | null>(null)
  const workflowId = record?.id ?? NEW_WORKFLOW
  const left = useLeftDrafts(workflowId)
  const isOff = form.isDirty
  const off = { disabled: isOff, title: isOff ? t('editor.notices.goOnFirst') : undefined }

  function run(work: Promise<void>, then: () => void = () => undefined): void {
    work.then(then, (error: unknown) => setFailure(String(error)))
  }
  const when = ({ at }: UnsavedDraftRecord) => time.formatDayTime(new Date(at).toISOString(), today)
  return (
    <>
      {(left ?? []).map((each) => (
        <Notice
          key={each.workflowId}
          actions={
            <>
              {record === null ? (
                <NoticeButton
                  {...off}
                  onClick={() =>
                    run(moveUnsavedDraft(db, each.workflowId, draftWindow.keyOf(workflowId)), () =>
                      form.adopt(each),
                    )
                  }
                >
                  {t('editor.notices.goOn')}
                </NoticeButton>
              ) : (
                <NoticeButton onClick={() => form.keepLeftAsCopy(each)}>
                  {t('editor.notices.keepLeftAsCopy')}
                </NoticeButton>
              )}
              <NoticeButton onClick={() => run(dropUnsavedDraft(db, each.workflowId))}>
                {t('editor.notices.drop')}
              </NoticeButton>
            </>
          }
        >
          {record === null
            ? t('editor.notices.left', {
                name: each.plan.reference || t('editor.notices.unnamed'),
                when: when(each),
              })
            : t('editor.notices.leftHere', { fields: typedFields(each, record, t), when: when(each) })}
        </Notice>
      ))}
      {failure !== null && <Notice tone="bad">{textOf(t, failure)}</Notice>}
    </>
  )
}

/** The names of the fields that were typed. */
function typedFields({ plan, basePlan }: UnsavedDraftRecord, record: WorkflowRecord, t: Translate): string {
  const names = diffPlans(basePlan ?? record.plan, plan).map(({ path }) => fieldLabel(path, t))
  return [...new Set(names)].join(', ')
}
