import { useRef, useState } from 'react'
import type { StoredText } from '../../../../shared/text/stored-text.ts'
import type { WorkflowEdit } from '../../../db/commands/command-types.ts'
import type { WorkflowRecord } from '../../../db/schema/records.ts'
import { useServices } from '../../../desk/services.ts'
import type { Draft } from './draft.ts'
import type { FormAction } from './form-state.ts'

/** What the last save came to, beyond "saved". */
export type SaveNotice =
  | { readonly kind: 'failed'; readonly message: string }
  /** A newer version was there: ours is kept as a workflow of its own. */
  | { readonly kind: 'copied'; readonly copyId: string; readonly reference: string }
  /** What a closed window had typed is kept as a workflow of its own. */
  | { readonly kind: 'leftCopied'; readonly copyId: string; readonly reference: string }

/** What a save goes on with. */
export interface FormSaveParts {
  readonly dispatch: (action: FormAction) => void
  /** The workflow as it was last rendered; `null` = it is new. */
  readonly record: WorkflowRecord | null
  /** The new workflow is on disk, under this id: the form goes on with it. */
  readonly onSavedFirst: (workflowId: string) => void
  readonly onOpen: (workflowId: string) => void
}

/** The writes of one form. One runs at a time; what is asked for meanwhile is ignored. */
export interface FormSave {
  readonly isSaving: boolean
  readonly notice: SaveNotice | null
  clearNotice(): void
  /** Saves the form's own workflow. @param sent the draft that is saved: what is typed after it stays unsaved. */
  save(label: StoredText, made: WorkflowEdit, sent: Draft): void
  /** Saves another workflow, and opens it. */
  saveOther(label: StoredText, made: WorkflowEdit): void
  /** Saves what is typed as another workflow, lets `record` go, and opens the other. */
  saveInPlaceOf(record: WorkflowRecord, label: StoredText, made: WorkflowEdit): void
  /** Gives up a change that was refused. Nothing happens to a workflow without one. */
  letGo(record: WorkflowRecord): void
  /** Saves a copy of this workflow, and says so. */
  saveBeside(label: StoredText, made: WorkflowEdit): void
}

/** Failures do not reject: they stand in `notice`. */
export function useFormSave(parts: FormSaveParts): FormSave {
  const { commands, host } = useServices()
  const { dispatch } = parts
  const [isSaving, setIsSaving] = useState(false)
  const [notice, setNotice] = useState<SaveNotice | null>(null)
  // A second press within the same frame would not see a state yet.
  const isWriting = useRef(false)

  function run(work: () => Promise<void>): void {
    if (isWriting.current) return
    isWriting.current = true
    work()
      .catch((error: unknown) => setNotice(failed(error)))
      .finally(() => {
        isWriting.current = false
      })
  }
  async function discardRefused({ id, shownState }: WorkflowRecord): Promise<void> {
    if (shownState === 'rejected') await host.call('sync.discard', { workflowIds: [id] })
  }
  async function saveOwn(label: StoredText, made: WorkflowEdit, sent: Draft): Promise<void> {
    const { saved, conflictCopies } = await commands.apply(label, [made])
    const copy = conflictCopies[0]
    const record = saved.find((each) => each.id === made.workflowId)
    if (copy !== undefined) {
      setNotice({ kind: 'copied', copyId: copy.id, reference: copy.plan.reference })
      if (parts.record !== null) dispatch({ type: 'reloaded', record: parts.record })
    } else if (record !== undefined) {
      const isFirst = made.baseRev === null
      // In one step: `New workflow` pressed between "Saved" and showing what was saved would be taken back.
      dispatch({ type: 'saved', record, sent })
      if (isFirst) parts.onSavedFirst(record.id)
    }
  }
  return {
    isSaving,
    notice,
    clearNotice: () => setNotice(null),
    save(label, made, sent) {
      run(async () => {
        setIsSaving(true)
        setNotice(null)
        await saveOwn(label, made, sent).finally(() => setIsSaving(false))
      })
    },
    saveOther(label, made) {
      run(async () => {
        const { saved } = await commands.apply(label, [made])
        const [other] = saved
        if (other !== undefined) parts.onOpen(other.id)
      })
    },
    saveInPlaceOf(record, label, made) {
      run(async () => {
        setIsSaving(true)
        try {
          const { saved } = await commands.apply(label, [made])
          await discardRefused(record)
          const [other] = saved
          if (other !== undefined) parts.onOpen(other.id)
        } finally {
          setIsSaving(false)
        }
      })
    },
    letGo: (record) => run(() => discardRefused(record)),
    saveBeside(label, made) {
      run(async () => {
        const { saved } = await commands.apply(label, [made])
        const [copy] = saved
        if (copy !== undefined) setNotice(keptBeside(copy))
      })
    },
  }
}

function keptBeside({ id, plan }: WorkflowRecord): SaveNotice {
  return { kind: 'leftCopied', copyId: id, reference: plan.reference }
}

function failed(error: unknown): SaveNotice {
  return { kind: 'failed', message: error instanceof Error ? error.message : String(error) }
}
