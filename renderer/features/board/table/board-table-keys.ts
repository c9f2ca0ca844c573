import type { KeyboardEvent } from 'react'
import { selectRange, toggle, toggleAll } from '../../../planning/selection.ts'
import type { BoardRow } from '../../../planning/workflow-row.ts'
import type { BoardItem } from '../views/arrange-rows.ts'
import type { BoardTableProps } from './board-table-props.ts'

const PAGE = 15

/** Does what a key asks of the table: moves, chooses, opens. @returns true when the key was for the table. */
export function handleKey(
  event: KeyboardEvent,
  props: BoardTableProps,
  keys: readonly string[],
  rowIds: readonly string[],
  activeIndex: number,
): boolean {
  const { items, selection, onSelection } = props
  const item = items[activeIndex]
  const steps: Readonly<Record<string, number>> = {
    ArrowDown: activeIndex + 1,
    ArrowUp: activeIndex - 1,
    PageDown: activeIndex + PAGE,
    PageUp: activeIndex - PAGE,
    Home: 0,
    End: keys.length - 1,
  }
  const target = steps[event.key]
  const hasOther =
    event.altKey || ((event.ctrlKey || event.metaKey) && event.key !== 'Home' && event.key !== 'End')
  if (target !== undefined && !hasOther) {
    const key = keys[Math.max(0, Math.min(keys.length - 1, target))]
    if (key === undefined) return true
    const anchored = selection.anchor === null ? { ...selection, anchor: selection.active ?? key } : selection
    onSelection(
      event.shiftKey && rowIds.includes(key)
        ? selectRange(anchored, rowIds, key)
        : { ...selection, active: key, anchor: key },
    )
    return true
  }
  if (event.key.toLowerCase() === 'a' && (event.ctrlKey || event.metaKey)) {
    onSelection(toggleAll(selection, rowIds))
    return true
  }
  if (event.key === 'Escape' && selection.selected.size > 0) {
    onSelection({ ...selection, selected: new Set() })
    return true
  }
  if (event.key === 'Escape' && props.openId !== null) {
    props.onCloseEditor()
    return true
  }
  if (item === undefined || event.ctrlKey || event.metaKey || event.altKey) return false
  return item.kind === 'group' ? groupKey(event, item, props) : rowKey(event, item.row, props)
}

function groupKey(
  event: KeyboardEvent,
  item: Extract<BoardItem, { kind: 'group' }>,
  props: BoardTableProps,
): boolean {
  const isToggle =
    event.key === 'Enter' ||
    event.key === ' ' ||
    (event.key === 'ArrowLeft' && item.isOpen) ||
    (event.key === 'ArrowRight' && !item.isOpen)
  if (isToggle) props.onToggleGroup(item.key)
  return isToggle
}

function rowKey(event: KeyboardEvent, row: BoardRow, props: BoardTableProps): boolean {
  if (event.key === 'Enter') props.onOpen(row.id)
  else if (event.key === ' ') props.onSelection(toggle(props.selection, row.id))
  else if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) {
    const box = document.getElementById(event.currentTarget.getAttribute('aria-activedescendant') ?? '')
    const rect = (box ?? event.currentTarget).getBoundingClientRect()
    props.onMenu(row, { x: rect.left + 40, y: rect.bottom })
  } else return false
  return true
}
