import { Menu } from '@mantine/core'
import { useTexts } from '../../../components/display/texts.tsx'
import type { BoardActions } from '../../../planning/use-bulk-actions.ts'
import type { BoardRow } from '../../../planning/workflow-row.ts'
import css from './row-menu.module.css'

/** The menu of a row, at the place of the pointer. */
export function RowMenu(props: {
  menu: { readonly row: BoardRow; readonly x: number; readonly y: number }
  actions: BoardActions
  onOpen: (id: string) => void
  onDuplicate: (row: BoardRow) => void
  onClose: () => void
}) {
  const { row, x, y } = props.menu
  const { t } = useTexts()
  const { record } = row
  const isOpen = record.plan.status !== 'CANCELLED' && record.plan.status !== 'COMPLETED'
  return (
    <Menu opened onClose={props.onClose} withinPortal={false} returnFocus>
      <Menu.Target>
        <button
          type="button"
          tabIndex={-1}
          aria-label={t('board.row.actions', { name: row.reference })}
          className={css.anchor}
          style={{ left: x, top: y }}
        />
      </Menu.Target>
      <Menu.Dropdown aria-label={row.reference}>
        <Menu.Item onClick={() => props.onOpen(row.id)}>{t('board.menu.open')}</Menu.Item>
        <Menu.Item onClick={() => props.onDuplicate(row)}>{t('board.menu.duplicate')}</Menu.Item>
        {row.state === 'draft' && (
          <Menu.Item onClick={() => props.actions.send([record])}>{t('board.menu.send')}</Menu.Item>
        )}
        <Menu.Divider />
        <Menu.Item disabled={!isOpen} onClick={() => props.actions.complete([record])}>
          {t('board.menu.complete')}
        </Menu.Item>
        <Menu.Item
          disabled={record.plan.status === 'CANCELLED'}
          c="var(--dp-bad)"
          onClick={() => props.actions.cancel([record])}
        >
          {t('board.menu.cancel')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
