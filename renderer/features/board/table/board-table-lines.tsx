import { IconArrowDown, IconArrowUp, IconChevronDown } from '@tabler/icons-react'
import { type CSSProperties, type MouseEvent, memo } from 'react'
import { Highlight } from '../../../components/display/highlight.tsx'
import { useTexts } from '../../../components/display/texts.tsx'
import { moveTo, selectRange, toggle, toggleAll } from '../../../planning/selection.ts'
import { type BoardRow, hiddenHit } from '../../../planning/workflow-row.ts'
import { type BoardItem, rowIdsOf } from '../views/arrange-rows.ts'
import css from './board-table.module.css'
import type { BoardTableProps } from './board-table-props.ts'
import type { Column } from './columns.tsx'

interface HeadProps extends BoardTableProps {
  readonly columns: readonly Column[]
  readonly template: CSSProperties
  readonly rowIds: readonly string[]
  readonly hasHits: boolean
}

/** The headings of the columns. Pressing one sorts by its column. */
export const Head = memo(function Head(props: HeadProps) {
  const { columns, template, rowIds, hasHits, view, selection, onSelection, onSort } = props
  const { t } = useTexts()
  const chosen = rowIds.reduce((count, id) => count + (selection.selected.has(id) ? 1 : 0), 0)
  const isAll = chosen > 0 && chosen === rowIds.length
  const { column, isDescending } = view.sort
  return (
    // biome-ignore lint/a11y/useSemanticElements: rows of a table element cannot be virtualised
    <div role="rowgroup" className={css.head}>
      {/* biome-ignore lint/a11y/useSemanticElements: rows of a table element cannot be virtualised */}
      <div role="row" tabIndex={-1} className={css.row} style={template} aria-rowindex={1}>
        {/* biome-ignore lint/a11y/useSemanticElements: rows of a table element cannot be virtualised */}
        <div role="columnheader" tabIndex={-1} className={css.cell}>
          <input
            type="checkbox"
            className={css.check}
            aria-label={t('board.head.selectAll')}
            checked={isAll}
            ref={(box) => {
              if (box !== null) box.indeterminate = chosen > 0 && !isAll
            }}
            onChange={() => onSelection(toggleAll(selection, rowIds))}
          />
        </div>
        {columns.map((each) => (
          // biome-ignore lint/a11y/useSemanticElements: rows of a table element cannot be virtualised
          <div
            role="columnheader"
            tabIndex={-1}
            key={each.id}
            className={`${css.cell} ${each.isNumber ? css.number : ''}`}
            aria-sort={column === each.id ? (isDescending ? 'descending' : 'ascending') : 'none'}
          >
            <button type="button" className={css.headButton} onClick={() => onSort(each.id)}>
              {t(`board.columns.${each.id}`)}
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
          // biome-ignore lint/a11y/useSemanticElements: rows of a table element cannot be virtualised
          <div role="columnheader" tabIndex={-1} className={`${css.cell} ${css.quiet}`}>
            {t('board.head.foundIn')}
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

/** A row. It is memoised, so that scrolling draws only the rows that come into sight. */
export const Row = memo(function Row(props: RowProps) {
  const { row, columns, template, selection, terms, openId, onSelection } = props
  const { t } = useTexts()
  const isSelected = selection.selected.has(row.id)
  const classes = [
    css.row,
    css.line,
    props.isActive ? css.active : '',
    row.id === openId ? css.open : '',
    row.record.plan.status === 'CANCELLED' ? css.cancelled : '',
    row.isDeleted ? css.deleted : '',
  ]
  const found = hiddenHit(row, terms)
  function onClick(event: MouseEvent): void {
    if (event.shiftKey) onSelection(selectRange(selection, rowIdsOf(props.items), row.id))
    else if (event.ctrlKey || event.metaKey) onSelection(toggle(selection, row.id))
    else {
      onSelection(moveTo(selection, row.id))
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
    // biome-ignore lint/a11y/useSemanticElements: rows of a table element cannot be virtualised
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
      {/* biome-ignore lint/a11y/useSemanticElements: rows of a table element cannot be virtualised */}
      <div role="gridcell" tabIndex={-1} className={css.cell}>
        <input
          type="checkbox"
          className={css.check}
          tabIndex={-1}
          aria-label={t('board.row.select', { name: row.reference })}
          checked={isSelected}
          onClick={(event) => {
            event.stopPropagation()
            onSelection(
              event.shiftKey
                ? selectRange(selection, rowIdsOf(props.items), row.id)
                : toggle(selection, row.id),
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
        // biome-ignore lint/a11y/useSemanticElements: rows of a table element cannot be virtualised
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

/** The heading of a group. Pressing it opens or closes the group. */
export const GroupRow = memo(function GroupRow(props: GroupProps) {
  const { item } = props
  const { formatNumber } = useTexts()
  return (
    // biome-ignore lint/a11y/useSemanticElements: rows of a table element cannot be virtualised
    <div
      role="row"
      tabIndex={-1}
      id={props.id}
      className={`${css.row} ${css.line} ${css.group} ${props.isActive ? css.active : ''}`}
      style={{ transform: `translateY(${props.top}px)` }}
      aria-rowindex={props.index + 2}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: rows of a table element cannot be virtualised */}
      <div role="gridcell" tabIndex={-1} aria-colspan={props.columnCount} className={css.cell}>
        <button
          type="button"
          tabIndex={-1}
          className={`${css.groupButton} ${item.isOpen ? '' : css.closed}`}
          aria-expanded={item.isOpen}
          onClick={() => {
            props.onSelection(moveTo(props.selection, item.key))
            props.onToggleGroup(item.key)
          }}
        >
          <IconChevronDown size={14} aria-hidden />
          {item.title} <span className={css.count}>{formatNumber(item.count)}</span>
        </button>
      </div>
    </div>
  )
})
