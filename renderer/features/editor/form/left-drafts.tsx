import { useLiveQuery } from 'dexie-react-hooks'
import { useState } from 'react'
import { dropTyping, readTypingBy } from '../../../db/queries/queries.ts'
import type { TypingRecord } from '../../../db/schema/records.ts'
import { useDesk } from '../../../desk/desk-context.tsx'
import { NEW_TYPING } from '../../../desk/draft-window.ts'
import { useServices } from '../../../desk/services.ts'
import { Notice, NoticeButton } from '../editor-notices.tsx'
import { type EditorForm, nameOf } from './use-editor-form.ts'

/** New workflows that a window left behind unsaved, by closing or by a crash: offered, never put into what is typed here. */
export function LeftTyping(props: { form: EditorForm }) {
  const { form } = props
  const { db, typingWindow } = useServices()
  const { time, today } = useDesk()
  const [failure, setFailure] = useState<string | null>(null)
  const left = useLiveQuery(async () => {
    const all = await readTypingBy(db, NEW_TYPING)
    const orphans = new Set(await typingWindow.orphansOf(all.map((each) => each.workflowId)))
    return all.filter((each) => orphans.has(each.workflowId))
  }, [db, typingWindow])

  function drop({ workflowId }: TypingRecord): void {
    dropTyping(db, workflowId).catch((error: unknown) => setFailure(String(error)))
  }
  /** It is forgotten there only once it is kept here: this window's own typing is written first, by its own key. */
  function adopt(typing: TypingRecord): void {
    const { workflowId, ...rest } = typing
    db.transaction('rw', db.typing, async () => {
      await db.typing.put({ ...rest, workflowId: typingWindow.key })
      await db.typing.delete(workflowId)
    }).then(
      () => form.adopt(typing),
      (error: unknown) => setFailure(String(error)),
    )
  }
  return (
    <>
      {(left ?? []).map((each) => (
        <Notice
          key={each.workflowId}
          actions={
            <>
              <NoticeButton
                disabled={form.isDirty}
                title={form.isDirty ? 'Save or discard what you are typing first' : undefined}
                onClick={() => adopt(each)}
              >
                Go on with it
              </NoticeButton>
              <NoticeButton onClick={() => drop(each)}>Drop it</NoticeButton>
            </>
          }
        >
          {`A new workflow was not saved: “${nameOf(each.plan)}”, typed ${time.formatDayTime(new Date(each.at).toISOString(), today)} in a window that is closed.`}
        </Notice>
      ))}
      {failure !== null && <Notice tone="bad">{failure}</Notice>}
    </>
  )
}
