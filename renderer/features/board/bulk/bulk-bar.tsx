import { Button, Menu } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { useRef } from 'react'
import { counted, statusWord } from '../../../components/display/labels.ts'
import { useFocusLeft } from '../../../components/keyboard/focus-left.ts'
import { rowsOnScreen } from '../../../components/keyboard/rows-focus.ts'
import type { WorkflowRecord } from '../../../db/schema/records.ts'
import { BULK_STATUSES, isCancelled } from '../../../planning/bulk-edits.ts'
import type { BoardActions } from '../../../planning/use-bulk-actions.ts'
import css from '../board.module.css'
import type { Question } from './bulk-questions.tsx'

/** What can be done with all chosen workflows at once. Each is one undo step. */
export function BulkBar(props: {
  records: readonly WorkflowRecord[]
  actions: BoardActions
  onAsk: (question: Question) => void
  onDuplicate: () => void
  onClear: () => void
}) {
  const { records, actions, onAsk } = props
  const bar = useRef<HTMLElement>(null)
  // When the bar goes with what it was for, the keyboard goes back to the rows.
  useFocusLeft(bar, rowsOnScreen)
  const drafts = records.filter((each) => each.shownState === 'draft')
  const isAllCancelled = records.every(isCancelled)
  return (
    <section ref={bar} className={css.bulk} aria-label="Chosen workflows">
      <b>{counted(records.length, 'workflow')} chosen</b>
      <Button variant="default" onClick={() => onAsk('driver')}>
        Driver…
      </Button>
      <Button variant="default" onClick={() => onAsk('vehicle')}>
        Vehicle…
      </Button>
      <Button variant="default" onClick={() => onAsk('territory')}>
        Territory…
      </Button>
      <Menu>
        <Menu.Target>
          <Button
            variant="default"
            disabled={isAllCancelled}
            title={isAllCancelled ? 'A cancelled workflow keeps its status' : undefined}
            rightSection={<IconChevronDown size={14} aria-hidden />}
          >
            Status
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {BULK_STATUSES.map((status) => (
            <Menu.Item
              key={status}
              onClick={() => actions.set(records, { status }, `Set status ${statusWord(status)}`)}
            >
              {statusWord(status)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <Button variant="default" onClick={() => onAsk('shift')}>
        Shift times…
      </Button>
      <Button variant="default" onClick={props.onDuplicate}>
        Duplicate…
      </Button>
      {drafts.length > 0 && (
        <Button onClick={() => actions.send(drafts)}>Send {counted(drafts.length, 'draft')}</Button>
      )}
      <Button variant="default" c="var(--dp-bad)" onClick={() => actions.cancel(records)}>
        Cancel workflows
      </Button>
      <span className={css.spacer} />
      <Button variant="subtle" onClick={props.onClear}>
        Clear choice
      </Button>
    </section>
  )
}
