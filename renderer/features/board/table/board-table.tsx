import { useElementSize, useMergedRef } from '@mantine/hooks'
import { useVirtualizer } from '@tanstack/react-virtual'
import {
  type CSSProperties,
  type FocusEvent,
  type KeyboardEvent,
  useCallback,
  useEffect,
  useId,
  useMemo,
  useRef,
} from 'react'
import { useTexts } from '../../../components/display/texts.tsx'
import { useDesk } from '../../../desk/desk-context.tsx'
import { moveTo } from '../../../planning/selection.ts'
import { rowIdsOf } from '../views/arrange-rows.ts'
import css from './board-table.module.css'
import { handleKey } from './board-table-keys.ts'
import { GroupRow, Head, Row } from './board-table-lines.tsx'
import type { BoardTableProps } from './board-table-props.ts'
import { type Column, columnsOf } from './columns.tsx'

const ROW_HEIGHT = 30
const rowHeight = () => ROW_HEIGHT
/** Widths below which some columns are left out: on a board of one day, and of several days, whose times are longer. */
const NARROW_PX = 870
const NARROW_DATED_PX = 984
const CHECK_PX = 18
/** Its day of the month has two digits, as the widest have. */
const SAMPLE_INSTANT = '2026-11-28T12:40:00Z'
/** Between the columns, and at each end of a row. */
const SPACE = { gapPx: 8, endPx: 12 }
/** Beside the editor, where times say their day: so the last column is in sight in a window of 1280 px. */
const DENSE_SPACE = { gapPx: 6, endPx: 6 }

/** The tracks of every row, with a least width, so that all rows are equally wide. */
function templateOf(columns: readonly Column[], hasHits: boolean, isDense: boolean): CSSProperties {
  const { gapPx, endPx } = isDense ? DENSE_SPACE : SPACE
  const widths = [...columns.map((each) => each.width), ...(hasHits ? [[110, 1.3] as const] : [])]
  const tracks = widths.map(([minPx, share]) => `minmax(${minPx}px, ${share}fr)`)
  const leastPx = widths.reduce((sum, [minPx]) => sum + minPx + gapPx, CHECK_PX + 2 * endPx)
  return {
    gridTemplateColumns: `${CHECK_PX}px ${tracks.join(' ')}`,
    columnGap: gapPx,
    padding: `0 ${endPx}px`,
    minWidth: leastPx,
  }
}

/** The columns of the width that there is, and the tracks of a row. */
function useColumns({ view, hasDates, terms }: BoardTableProps, width: number) {
  const isNarrow = width > 0 && width < (hasDates ? NARROW_DATED_PX : NARROW_PX)
  const { time } = useDesk()
  const dateSample = hasDates ? time.formatDayTime(SAMPLE_INSTANT) : null
  const columns = useMemo(
    () => columnsOf(view.columns, { isNarrow, dateSample }),
    [view.columns, isNarrow, dateSample],
  )
  const hasHits = terms.length > 0
  const template = useMemo(
    () => templateOf(columns, hasHits, isNarrow && hasDates),
    [columns, hasHits, isNarrow, hasDates],
  )
  return { columns, hasHits, template }
}

/**
 * The virtualised table. The grid itself has the focus and names the active row (`aria-activedescendant`): a row that had
 * the focus would lose it as it scrolls out of sight and is removed.
 */
export function BoardTable(props: BoardTableProps) {
  const { items, selection } = props
  const { t } = useTexts()
  const scroll = useRef<HTMLDivElement>(null)
  const baseId = useId()
  const { ref: sizeRef, width } = useElementSize()
  const gridRef = useMergedRef(scroll, sizeRef)
  const { columns, hasHits, template } = useColumns(props, width)
  const rowIds = useMemo(() => rowIdsOf(items), [items])
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
      aria-label={t('board.table')}
      aria-rowcount={items.length + 1}
      aria-colcount={columns.length + 1 + (hasHits ? 1 : 0)}
      aria-multiselectable
      aria-activedescendant={activeIndex >= 0 ? `${baseId}-${activeIndex}` : undefined}
      tabIndex={0}
      className={css.grid}
      onKeyDown={onKeyDown}
      onFocus={(event) => takeFocus(event, props, rowIds)}
    >
      <Head {...props} columns={columns} template={template} rowIds={rowIds} hasHits={hasHits} />
      {/* biome-ignore lint/a11y/useSemanticElements: rows of a table element cannot be virtualised */}
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

/** Takes the focus from a cell, which is no stop of Tab, and goes to the first row when it comes from the search. */
function takeFocus(
  event: FocusEvent<HTMLDivElement>,
  { selection, onSelection }: BoardTableProps,
  rowIds: readonly string[],
): void {
  if (event.target !== event.currentTarget) {
    if (event.target.tabIndex < 0) event.currentTarget.focus({ preventScroll: true })
    return
  }
  const [first] = rowIds
  const isFromSearch =
    event.relatedTarget instanceof HTMLInputElement && event.relatedTarget.type === 'search'
  if (isFromSearch && first !== undefined) onSelection(moveTo(selection, first))
}
