import { ActionIcon, Loader, Tabs } from '@mantine/core'
import { IconFileUnknown, IconX } from '@tabler/icons-react'
import { type KeyboardEvent, useRef, useState } from 'react'
import { emptyPlan, type Plan } from '../../../shared/model/plan/workflow.ts'
import { useTexts } from '../../components/display/texts.tsx'
import { EmptyState } from '../../components/feedback/empty-state.tsx'
import type { UnsavedDraftRecord, WorkflowRecord } from '../../db/schema/records.ts'
import { useServices } from '../../desk/services.ts'
import { useUnsavedDraft, useWorkflow } from '../../desk/use-workflows.ts'
import { ConflictPanel } from './conflict/conflict-panel.tsx'
import css from './editor.module.css'
import { EditorFooter } from './editor-footer.tsx'
import { EditorNotices } from './editor-notices.tsx'
import { PlanFields } from './fields/plan-fields.tsx'
import { StopList } from './fields/stop-list.tsx'
import { LeftDrafts } from './form/left-drafts.tsx'
import { useEditorForm } from './form/use-editor-form.ts'
import { useFormUndo } from './form/use-form-undo.ts'
import { useLeaveAfterPress } from './form/use-leave-after-press.ts'
import { NEW_WORKFLOW } from './form/use-unsaved-draft.ts'
import { HistoryTab } from './tabs/history-tab.tsx'
import { SyncTab } from './tabs/sync-tab.tsx'
import { useEditorFocus } from './use-editor-focus.ts'

/** What the frame gives the editor. */
export interface WorkflowEditorProps {
  /** Id of a workflow, or `new`. */
  readonly workflowId: string
  /** What a new workflow starts from; empty when left out. */
  readonly initialPlan?: Plan
  /** The day being planned, `YYYY-MM-DD`: bare times of a workflow without a day stand on it. */
  readonly day: string
  /** True when it is opened to put something right: the keyboard then goes to what that is, once. */
  readonly isToCorrect?: boolean
  /** The keyboard is on its way there. */
  onCorrecting?(): void
  onClose(): void
  /** Another workflow is to be shown: the one just saved for the first time, a copy. */
  onOpen(workflowId: string): void
}

/** The editor beside the board: everything of one workflow, never in the way of the others. */
export function WorkflowEditor(props: WorkflowEditorProps) {
  const { workflowId } = props
  // A workflow that is saved for the first time gets its id in the middle of work: the form must not start afresh.
  const [shown, setShown] = useState<Shown>({
    workflowId,
    formKey: 0,
    adopted: null,
    askedHere: null,
  })
  if (shown.workflowId !== workflowId) {
    const formKey = workflowId === shown.adopted ? shown.formKey : shown.formKey + 1
    setShown({ ...shown, workflowId, formKey, adopted: null })
  }
  return (
    <EditorLoader
      key={shown.formKey}
      {...props}
      isAskedHere={shown.askedHere === workflowId}
      onOpen={(id) => {
        setShown((before) => ({ ...before, askedHere: id }))
        props.onOpen(id)
      }}
      onSavedFirst={(id) => {
        setShown((before) => ({ ...before, adopted: id }))
        props.onOpen(id)
      }}
    />
  )
}

/** Which workflow the form stands on, and which ones the editor itself has led to. */
interface Shown {
  readonly workflowId: string
  readonly formKey: number
  /** The id that the new workflow in the form was saved under. */
  readonly adopted: string | null
  /** The copy that was asked for here. */
  readonly askedHere: string | null
}

interface LoadedProps extends WorkflowEditorProps {
  /** True for a workflow that the editor itself asked for: a copy. */
  readonly isAskedHere: boolean
  onSavedFirst(workflowId: string): void
}

function EditorLoader(props: LoadedProps) {
  const { workflowId, onClose } = props
  const { t } = useTexts()
  const isNew = workflowId === NEW_WORKFLOW
  const live = useWorkflow(isNew ? null : workflowId)
  const { draftWindow } = useServices()
  const unsavedDraft = useUnsavedDraft(isNew ? draftWindow.key : workflowId)
  const [isStarted, setIsStarted] = useState(false)
  const isRead = live !== undefined && unsavedDraft !== undefined
  if (!isStarted && isRead && (isNew || live !== null)) setIsStarted(true)

  if (isStarted) return <EditorBody {...props} record={live ?? null} unsavedDraft={unsavedDraft ?? null} />
  return (
    <div className={css.editor}>
      <CloseRow onClose={onClose} />
      {isRead ? (
        <EmptyState icon={<IconFileUnknown />} title={t('editor.gone.title')}>
          {t('editor.gone.body')}
        </EmptyState>
      ) : (
        <Loader size="sm" m="md" aria-label={t('editor.opening')} />
      )}
    </div>
  )
}

function CloseRow(props: { onClose(): void }) {
  return (
    <div className={css.head}>
      <span className={css.saved} />
      <CloseButton onClose={props.onClose} />
    </div>
  )
}

function CloseButton(props: { onClose(): void }) {
  const { t } = useTexts()
  return (
    <ActionIcon variant="subtle" size={28} my={7} aria-label={t('editor.close')} onClick={props.onClose}>
      <IconX size={16} />
    </ActionIcon>
  )
}

/**
 * True for the Escape that nothing else in the editor wants: an open list closes first, a drag by keys is taken back, and
 * what lies over the editor (a menu, a dialog) is drawn in it but is not of it.
 */
function closesEditor(event: KeyboardEvent<HTMLElement>): boolean {
  const { key, target, currentTarget, defaultPrevented, nativeEvent } = event
  if (key !== 'Escape' || defaultPrevented || nativeEvent.isComposing) return false
  if (!(target instanceof Element) || !currentTarget.contains(target)) return false
  const isListOpen = target.closest('[data-expanded]') !== null
  return !isListOpen && currentTarget.querySelector('[data-dragged="true"]') === null
}

/** True within a question over the editor: its keys are not the editor's. */
function isInDialog(target: EventTarget): boolean {
  return target instanceof Element && target.closest('[role="dialog"]') !== null
}

function EditorBody(
  props: LoadedProps & { record: WorkflowRecord | null; unsavedDraft: UnsavedDraftRecord | null },
) {
  const { record } = props
  const { t } = useTexts()
  const [empty] = useState(emptyPlan)
  const form = useLeaveAfterPress(
    useEditorForm({
      day: props.day,
      record,
      unsavedDraft: props.unsavedDraft,
      initialPlan: props.initialPlan ?? empty,
      onOpen: props.onOpen,
      onSavedFirst: props.onSavedFirst,
    }),
  )
  // A picker takes its text as Ctrl+Enter passes it: what is sent is the form after that, not the one drawn before.
  const latest = useRef(form)
  latest.current = form
  useFormUndo(form)
  const root = useRef<HTMLElement>(null)
  const [tab, setTab] = useEditorFocus({
    root,
    form,
    isNew: record === null || props.isAskedHere,
    isToCorrect: props.isToCorrect === true,
    onCorrecting: props.onCorrecting,
  })
  const name = form.plan.reference === '' ? t('editor.newWorkflow') : form.plan.reference

  return (
    <section
      ref={root}
      className={css.editor}
      aria-label={t('editor.label', { name })}
      data-editor
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !isInDialog(event.target)) {
          event.preventDefault()
          latest.current.save('send')
        }
        if (closesEditor(event)) {
          event.preventDefault()
          props.onClose()
        }
      }}
    >
      <Tabs value={tab} onChange={setTab} keepMounted={false} className={css.editor}>
        <div className={css.head}>
          <Tabs.List>
            <Tabs.Tab value="plan">{t('editor.tabs.plan')}</Tabs.Tab>
            <Tabs.Tab value="history" disabled={record === null}>
              {t('editor.tabs.history')}
            </Tabs.Tab>
            <Tabs.Tab value="sync" disabled={record === null}>
              {t('editor.tabs.sync')}
            </Tabs.Tab>
          </Tabs.List>
          <span className={css.headName}>{name}</span>
          <CloseButton onClose={props.onClose} />
        </div>
        <Tabs.Panel value="plan" className={css.body}>
          {record === null && <LeftDrafts form={form} />}
          <EditorNotices form={form} record={record} onOpen={props.onOpen} />
          {record?.shownState === 'conflict' && <ConflictPanel record={record} />}
          <PlanFields form={form} />
          <StopList form={form} />
        </Tabs.Panel>
        {record !== null && (
          <Tabs.Panel value="history" className={css.body}>
            <HistoryTab record={record} />
          </Tabs.Panel>
        )}
        {record !== null && (
          <Tabs.Panel value="sync" className={css.body}>
            <SyncTab record={record} />
          </Tabs.Panel>
        )}
        <EditorFooter form={form} />
      </Tabs>
    </section>
  )
}
