import { useElementSize, useMergedRef } from '@mantine/hooks'
import { IconArrowDown, IconArrowUp, IconChevronDown } from '@tabler/icons-react'
import { useVirtualizer } from '@tanstack/react-virtual'
import {
  type CSSProperties,
  type KeyboardEvent,
  type MouseEvent,
  memo,
  useCallback,
  useEffect,
  useId,
  useMemo,
  useRef,
} from 'react'
import { Highlight } from '../../components/highlight.tsx'
import type { BoardItem } from './arrange-rows.ts'
import { type BoardRow, hiddenHit } from './board-row.ts'
import css from './board-table.module.css'
import type { BoardView, ColumnId } from './board-view.ts'
import { type Column, columnsOf } from './columns.tsx'
import { type Selection, selectRange, toggle, toggleAll } from './selection.ts'

const ROW_HEIGHT = 30
const rowHeight = () => ROW_HEIGHT
/** Below this the board stands beside the editor, and some columns give way. */
const NARROW_PX = 800
const CHECK_PX = 18
const GAP_PX = 10
const PADDING_PX = 24

/** One set of tracks for every row, with a least width of its own, so that no row can be wider than another. */
function templateOf(columns: readonly Column[], hasHits: boolean): CSSProperties {
  const widths = [...columns.map((each) => each.width), ...(hasHits ? [[110, 1.3] as const] : [])]
  const tracks = widths.map(([minPx, share]) => `minmax(${minPx}px, ${share}fr)`)
  const leastPx = widths.reduce((sum, [minPx]) => sum + minPx + GAP_PX, CHECK_PX + PADDING_PX)
  return { gridTemplateColumns: `${CHECK_PX}px ${tracks.join(' ')}`, minWidth: leastPx }
}

/** What the table draws and what it reports back; it keeps nothing itself. */
export interface BoardTableProps {
  readonly items: readonly BoardItem[]
  readonly view: BoardView
  readonly terms: readonly string[]
  readonly selection: Selection
  /** Workflow open in the editor. */
  readonly openId: string | null
  readonly onSelection: (selection: Selection) => void
  readonly onOpen: (id: string) => void
  readonly onSort: (column: ColumnId) => void
  readonly onToggleGroup: (key: string) => void
  readonly onMenu: (row: BoardRow, at: { readonly x: number; readonly y: number }) => void
}

/**
 * The virtualised table. The grid itself has the focus and names the active row (`aria-activedescendant`), since a
 * focused row would lose the focus when it scrolls out and is taken away.
 */
export function BoardTable(props: BoardTableProps) {
  const { items, view, selection, terms } = props
  const scroll = useRef<HTMLDivElement>(null)
  const baseId = useId()
  const { ref: sizeRef, width } = useElementSize()
  const gridRef = useMergedRef(scroll, sizeRef)
  const isNarrow = width > 0 && width < NARROW_PX
  const columns = useMemo(() => columnsOf(view.columns, isNarrow), [view.columns, isNarrow])
  const hasHits = terms.length > 0
  const template = useMemo(() => templateOf(columns, hasHits), [columns, hasHits])
  const rowIds = useMemo(() => items.flatMap((item) => (item.kind === 'row' ? [item.row.id] : [])), [items])
  const keys = useMemo(() => items.map((item) => (item.kind === 'row' ? item.row.id : item.key)), [items])
  const activeIndex = selection.active === null ? -1 : keys.indexOf(selection.active)
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroll.current,
    estimateSize: rowHeight,
    overscan: 12,
    scrollPaddingStart: 29,
    getItemKey: useCallback((index: number) => keys[index] ?? index, [keys]),
  })
  useEffect(() => {
    if (activeIndex >= 0) virtual.scrollToIndex(activeIndex)
  }, [activeIndex, virtual])

  function onKeyDown(event: KeyboardEvent<HTMLDivElement>): void {
    if (event.target !== event.currentTarget) return
    if (handleKey(event, props, keys, rowIds, activeIndex)) {
      event.preventDefault()
      event.stopPropagation()
    }
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: a table element cannot be virtualised by moving its rows
    <div
      ref={gridRef}
      role="grid"
      aria-label="Workflows"
      aria-rowcount={items.length + 1}
      aria-colcount={columns.length + 1 + (hasHits ? 1 : 0)}
      aria-multiselectable
      aria-activedescendant={activeIndex >= 0 ? `${baseId}-${activeIndex}` : undefined}
      tabIndex={0}
      className={css.grid}
      onKeyDown={onKeyDown}
    >
      <Head {...props} columns={columns} template={template} rowIds={rowIds} hasHits={hasHits} />
      {/* biome-ignore lint/a11y/useSemanticElements: see above */}
      <div role="rowgroup" className={css.body} style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start, key }) => {
          const item = items[index]
          if (item === undefined) return null
          const line = { index, top: start, id: `${baseId}-${index}`, isActive: index === activeIndex }
          return item.kind === 'row' ? (
            <Row key={key} {...props} {...line} row={item.row} columns={columns} template={template} />
          ) : (
            <GroupRow key={key} {...props} {...line} item={item} columnCount={columns.length + 1} />
          )
        })}
      </div>
    </div>
  )
}

interface HeadProps extends BoardTableProps {
  readonly columns: readonly Column[]
  readonly template: CSSProperties
  readonly rowIds: readonly string[]
  readonly hasHits: boolean
}

const Head = memo(function Head(props: HeadProps) {
  const { columns, template, rowIds, hasHits, view, selection, onSelection, onSort } = props
  const chosen = rowIds.reduce((count, id) => count + (selection.selected.has(id) ? 1 : 0), 0)
  const isAll = chosen > 0 && chosen === rowIds.length
  const { column, isDescending } = view.sort
  return (
    // biome-ignore lint/a11y/useSemanticElements: see BoardTable
    <div role="rowgroup" className={css.head}>
      {/* biome-ignore lint/a11y/useSemanticElements: see BoardTable */}
      <div role="row" tabIndex={-1} className={css.row} style={template} aria-rowindex={1}>
        {/* biome-ignore lint/a11y/useSemanticElements: see BoardTable */}
        <div role="columnheader" tabIndex={-1} className={css.cell}>
          <input
            type="checkbox"
            className={css.check}
            aria-label="Select all"
            checked={isAll}
            ref={(box) => {
              if (box !== null) box.indeterminate = chosen > 0 && !isAll
            }}
            onChange={() => onSelection(toggleAll(selection, rowIds))}
          />
        </div>
        {columns.map((each) => (
          // biome-ignore lint/a11y/useSemanticElements: see BoardTable
          <div
            role="columnheader"
            tabIndex={-1}
            key={each.id}
            className={`${css.cell} ${each.isNumber ? css.number : ''}`}
            aria-sort={column === each.id ? (isDescending ? 'descending' : 'ascending') : 'none'}
          >
            <button type="button" className={css.headButton} onClick={() => onSort(each.id)}>
              {each.title}
              {column === each.id &&
                (isDescending ? (
                  <IconArrowDown size={12} aria-hidden />
                ) : (
                  <IconArrowUp size={12} aria-hidden />
                ))}
            </button>
          </div>
        ))}
        {hasHits && (
          // biome-ignore lint/a11y/useSemanticElements: see BoardTable
          <div role="columnheader" tabIndex={-1} className={`${css.cell} ${css.quiet}`}>
            Found in
          </div>
        )}
      </div>
    </div>
  )
})

interface LineProps extends BoardTableProps {
  readonly index: number
  readonly top: number
  readonly id: string
  readonly isActive: boolean
}

interface RowProps extends LineProps {
  readonly row: BoardRow
  readonly columns: readonly Column[]
  readonly template: CSSProperties
}

/** Drawn once as it comes into sight: a frame of scrolling draws only the rows that are new in it. */
const Row = memo(function Row(props: RowProps) {
  const { row, columns, template, selection, terms, openId, onSelection } = props
  const isSelected = selection.selected.has(row.id)
  const classes = [
    css.row,
    css.line,
    props.isActive ? css.active : '',
    row.id === openId ? css.open : '',
    row.record.plan.status === 'CANCELLED' ? css.cancelled : '',
  ]
  const found = hiddenHit(row, terms)
  function onClick(event: MouseEvent): void {
    if (event.shiftKey) onSelection(selectRange(selection, idsOf(props.items), row.id))
    else if (event.ctrlKey || event.metaKey) onSelection(toggle(selection, row.id))
    else {
      onSelection({ ...selection, active: row.id, anchor: row.id })
      props.onOpen(row.id)
    }
  }
  function onContextMenu(event: MouseEvent): void {
    event.preventDefault()
    onSelection({ ...selection, active: row.id })
    props.onMenu(row, { x: event.clientX, y: event.clientY })
  }
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid handles the keys for its active row
    // biome-ignore lint/a11y/useSemanticElements: see BoardTable
    <div
      role="row"
      tabIndex={-1}
      id={props.id}
      className={classes.join(' ')}
      style={{ ...template, transform: `translateY(${props.top}px)` }}
      aria-rowindex={props.index + 2}
      aria-selected={isSelected}
      onClick={onClick}
      onContextMenu={onContextMenu}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: see BoardTable */}
      <div role="gridcell" tabIndex={-1} className={css.cell}>
        <input
          type="checkbox"
          className={css.check}
          tabIndex={-1}
          aria-label={`Select ${row.reference}`}
          checked={isSelected}
          onClick={(event) => {
            event.stopPropagation()
            onSelection(
              event.shiftKey ? selectRange(selection, idsOf(props.items), row.id) : toggle(selection, row.id),
            )
          }}
          onChange={() => undefined}
        />
      </div>
      {columns.map((column) => (
        <div
          role={column.id === 'reference' ? 'rowheader' : 'gridcell'}
          tabIndex={-1}
          key={column.id}
          className={`${css.cell} ${column.isNumber ? css.number : ''}`}
        >
          {column.cell(row, terms)}
        </div>
      ))}
      {terms.length > 0 && (
        // biome-ignore lint/a11y/useSemanticElements: see BoardTable
        <div role="gridcell" tabIndex={-1} className={`${css.cell} ${css.hit}`} title={found ?? undefined}>
          {found !== null && <Highlight text={found} terms={terms} />}
        </div>
      )}
    </div>
  )
})

interface GroupProps extends LineProps {
  readonly item: Extract<BoardItem, { kind: 'group' }>
  readonly columnCount: number
}

const GroupRow = memo(function GroupRow(props: GroupProps) {
  const { item } = props
  return (
    // biome-ignore lint/a11y/useSemanticElements: see BoardTable
    <div
      role="row"
      tabIndex={-1}
      id={props.id}
      className={`${css.row} ${css.line} ${css.group} ${props.isActive ? css.active : ''}`}
      style={{ transform: `translateY(${props.top}px)` }}
      aria-rowindex={props.index + 2}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: see BoardTable */}
      <div role="gridcell" tabIndex={-1} aria-colspan={props.columnCount} className={css.cell}>
        <button
          type="button"
          tabIndex={-1}
          className={`${css.groupButton} ${item.isOpen ? '' : css.closed}`}
          aria-expanded={item.isOpen}
          onClick={() => props.onToggleGroup(item.key)}
        >
          <IconChevronDown size={14} aria-hidden />
          {item.title} <span className={css.count}>{item.count}</span>
        </button>
      </div>
    </div>
  )
})

function idsOf(items: readonly BoardItem[]): readonly string[] {
  return items.flatMap((item) => (item.kind === 'row' ? [item.row.id] : []))
}

const PAGE = 15

/** @returns true when the key was for the table. */
function handleKey(
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
