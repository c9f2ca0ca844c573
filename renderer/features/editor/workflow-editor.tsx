import { ActionIcon, Loader, Tabs } from '@mantine/core'
import { IconFileUnknown, IconX } from '@tabler/icons-react'
import { type KeyboardEvent, useRef, useState } from 'react'
import { emptyPlan, type Plan } from '../../../shared/model/plan/workflow.ts'
import { useTexts } from '../../components/display/texts.tsx'
import { EmptyState } from '../../components/feedback/empty-state.tsx'
import type { UnsavedDraftRecord, WorkflowRecord } from '../../db/schema/records.ts'
import { NEW_WORKFLOW } from '../../desk/draft-window.ts'
import { useUnsavedDraft, useWorkflow } from '../../desk/use-workflows.ts'
import { ConflictPanel } from './conflict/conflict-panel.tsx'
import { EditorFooter } from './editor-footer.tsx'
import { EditorNotices } from './editor-notices.tsx'
import { PlanFields } from './fields/plan-fields.tsx'
import { StopList } from './fields/stop-list.tsx'
import { LeftDrafts } from './form/left-drafts.tsx'
import { type EditorForm, useEditorForm } from './form/use-editor-form.ts'
import { useFormUndo } from './form/use-form-undo.ts'
import { useLeaveAfterPress } from './form/use-leave-after-press.ts'
import { HistoryTab } from './tabs/history-tab.tsx'
import { SyncTab } from './tabs/sync-tab.tsx'
import { useEditorFocus } from './use-editor-focus.ts'
import css from './workflow-editor.module.css'

/** What the frame gives the editor. */
export interface WorkflowEditorProps {
  /** Id of a workflow, or `new`. */
  readonly workflowId: string
  /** What a new workflow starts from; empty when left out. */
  readonly initialPlan?: Plan
  /** The day being planned, `YYYY-MM-DD`: bare times of a workflow without a day stand on it. */
  readonly day: string
  /** True when it is opened to correct something: the focus then goes there, once. */
  readonly isToCorrect?: boolean
  /** Called when the focus goes to what is to be corrected. */
  onCorrecting?(): void
  onClose(): void
  /** Asks to show another workflow: one that was just saved for the first time, or a copy. */
  onOpen(workflowId: string): void
}

/** The editor of one workflow, beside the board. */
export function WorkflowEditor(props: WorkflowEditorProps) {
  const { workflowId } = props
  // A new workflow gets its id as it is first saved; the form must keep its state then.
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

/** The workflow in the form, and those that the editor itself has opened. */
interface Shown {
  readonly workflowId: string
  readonly formKey: number
  /** The id under which the new workflow in the form was saved. */
  readonly adopted: string | null
  /** The copy that the editor was asked for. */
  readonly askedHere: string | null
}

interface LoadedProps extends WorkflowEditorProps {
  /** True for a copy that was made in the editor. */
  readonly isAskedHere: boolean
  onSavedFirst(workflowId: string): void
}

function EditorLoader(props: LoadedProps) {
  const { workflowId, onClose } = props
  const { t } = useTexts()
  const isNew = workflowId === NEW_WORKFLOW
  const live = useWorkflow(isNew ? null : workflowId)
  const [isStarted, setIsStarted] = useState(false)
  const unsavedDraft = useUnsavedDraft(workflowId, !isStarted)
  const isRead = live !== undefined && unsavedDraft !== undefined
  if (!isStarted && isRead && (isNew || live !== null)) setIsStarted(true)

  if (isStarted) return <EditorBody {...props} record={live ?? null} unsavedDraft={unsavedDraft ?? null} />
  return (
    <div className={css.editor}>
      <div className={css.head}>
        <CloseButton onClose={onClose} />
      </div>
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

function CloseButton(props: { onClose(): void }) {
  const { t } = useTexts()
  return (
    <ActionIcon
      className={css.close ?? ''}
      variant="subtle"
      size={28}
      my={7}
      aria-label={t('editor.close')}
      onClick={props.onClose}
    >
      <IconX size={16} aria-hidden />
    </ActionIcon>
  )
}

/**
 * True for an Escape that nothing else in the editor uses. An open list closes first, and a drag by keys ends first. React
 * also reports keys of menus and dialogs that are drawn in a portal: those are not the editor's.
 */
function closesEditor(event: KeyboardEvent<HTMLElement>): boolean {
  const { key, target, currentTarget, defaultPrevented, nativeEvent } = event
  if (key !== 'Escape' || defaultPrevented || nativeEvent.isComposing) return false
  if (!(target instanceof Element) || !currentTarget.contains(target)) return false
  const isListOpen = target.closest('[data-expanded]') !== null
  return !isListOpen && currentTarget.querySelector('[data-dragged="true"]') === null
}

/** True within a dialog over the editor, whose keys are not the editor's. */
function isInDialog(target: EventTarget): boolean {
  return target instanceof Element && target.closest('[role="dialog"]') !== null
}

function EditorBody(
  props: LoadedProps & { record: WorkflowRecord | null; unsavedDraft: UnsavedDraftRecord | null },
) {
  const { record, onClose } = props
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
  // A picker takes its text while Ctrl+Enter passes it: the form to save is the one after that, not the one drawn before.
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
  function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !isInDialog(event.target)) {
      event.preventDefault()
      latest.current.save('send')
    }
    if (closesEditor(event)) {
      event.preventDefault()
      onClose()
    }
  }
  return (
    <section
      ref={root}
      className={css.editor}
      aria-label={t('editor.label', { name })}
      data-editor
      tabIndex={-1}
      onKeyDown={onKeyDown}
    >
      <Tabs value={tab} onChange={setTab} keepMounted={false} className={css.editor}>
        <EditorHead name={name} isSaved={record !== null} onClose={onClose} />
        <EditorPanels form={form} record={record} onOpen={props.onOpen} />
        <EditorFooter form={form} />
      </Tabs>
    </section>
  )
}

/** The tabs and the name. A workflow that was never saved has no history, and nothing of it was sent. */
function EditorHead(props: { name: string; isSaved: boolean; onClose(): void }) {
  const { t } = useTexts()
  return (
    <div className={css.head}>
      <Tabs.List>
        <Tabs.Tab value="plan">{t('editor.tabs.plan')}</Tabs.Tab>
        <Tabs.Tab value="history" disabled={!props.isSaved}>
          {t('editor.tabs.history')}
        </Tabs.Tab>
        <Tabs.Tab value="sync" disabled={!props.isSaved}>
          {t('editor.tabs.sync')}
        </Tabs.Tab>
      </Tabs.List>
      <span className={css.name}>{props.name}</span>
      <CloseButton onClose={props.onClose} />
    </div>
  )
}

function EditorPanels(props: {
  form: EditorForm
  record: WorkflowRecord | null
  onOpen(workflowId: string): void
}) {
  const { form, record } = props
  return (
    <>
      <Tabs.Panel value="plan" className={css.body}>
        <LeftDrafts form={form} record={record} />
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
    </>
  )
}
