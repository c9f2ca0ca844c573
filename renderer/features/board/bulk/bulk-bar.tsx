import { Button, Menu } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { useRef } from 'react'
import { statusText } from '../../../../shared/text/field-text.ts'
import { useTexts } from '../../../components/display/texts.tsx'
import { useFocusLeft } from '../../../components/keyboard/focus-left.ts'
import { rowsOnScreen } from '../../../components/keyboard/rows-focus.ts'
import type { WorkflowRecord } from '../../../db/schema/records.ts'
import { BULK_STATUSES, isCancelled } from '../../../planning/bulk-edits.ts'
import type { BoardActions } from '../../../planning/use-bulk-actions.ts'
import css from './bulk-bar.module.css'
import type { Question } from './bulk-questions.tsx'

/** What can be done with all chosen workflows at once. Each action is one step of undo. */
export function BulkBar(props: {
  records: readonly WorkflowRecord[]
  actions: BoardActions
  onAsk: (question: Question) => void
  onDuplicate: () => void
  onClear: () => void
}) {
  const { records, actions, onAsk } = props
  const { t } = useTexts()
  const bar = useRef<HTMLElement>(null)
  // The bar disappears with the selection; the focus then goes to the rows.
  useFocusLeft(bar, rowsOnScreen)
  const drafts = records.filter((each) => each.shownState === 'draft')
  const isAllCancelled = records.every(isCancelled)
  return (
    <section ref={bar} className={css.bar} aria-label={t('board.bulk.label')}>
      <b>{t('board.bulk.chosen', { count: records.length })}</b>
      <Button variant="default" onClick={() => onAsk('driver')}>
        {t('board.bulk.driver')}
      </Button>
      <Button variant="default" onClick={() => onAsk('vehicle')}>
        {t('board.bulk.vehicle')}
      </Button>
      <Button variant="default" onClick={() => onAsk('territory')}>
        {t('board.bulk.territory')}
      </Button>
      <Menu>
        <Menu.Target>
          <Button
            variant="default"
            disabled={isAllCancelled}
            title={isAllCancelled ? t('board.bulk.statusKept') : undefined}
            rightSection={<IconChevronDown size={14} aria-hidden />}
          >
            {t('board.bulk.status')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {BULK_STATUSES.map((status) => (
            <Menu.Item key={status} onClick={() => actions.status(records, status)}>
              {statusText(status, t)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <Button variant="default" onClick={() => onAsk('shift')}>
        {t('board.bulk.shift')}
      </Button>
      <Button variant="default" onClick={props.onDuplicate}>
        {t('board.bulk.duplicate')}
      </Button>
      {drafts.length > 0 && (
        <Button onClick={() => actions.send(drafts)}>{t('board.bulk.send', { count: drafts.length })}</Button>
      )}
      <Button variant="default" c="var(--dp-bad)" onClick={() => actions.cancel(records)}>
        {t('board.bulk.cancel')}
      </Button>
      <Button className={css.clear ?? ''} variant="subtle" onClick={props.onClear}>
        {t('board.bulk.clear')}
      </Button>
    </section>
  )
}
