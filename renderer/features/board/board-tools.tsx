import { Button, Checkbox, Menu, MultiSelect, Popover } from '@mantine/core'
import { IconCheck, IconColumns3, IconFilter, IconStack2 } from '@tabler/icons-react'
import { WORKFLOW_STATUSES } from '../../../shared/model/plan/workflow.ts'
import { SYNC_STATES } from '../../../shared/model/status/sync-status.ts'
import { syncWord } from '../../../shared/text/status-text.ts'
import { statusWord } from '../../components/display/labels.ts'
import css from './board.module.css'
import { columnTitle } from './table/columns.tsx'
import { BOARD_COLUMNS, type BoardView, GROUPINGS, type Grouping } from './views/board-view.ts'

const GROUP_LABELS: Readonly<Record<Grouping, string>> = {
  none: 'No grouping',
  driver: 'Driver',
  vehicle: 'Vehicle',
  territory: 'Territory',
  status: 'Status',
  sync: 'Where it is',
}

interface ToolsProps {
  readonly view: BoardView
  readonly onView: (view: BoardView) => void
  /** Territories that occur, for the filter. */
  readonly territories: readonly string[]
  readonly statuses: readonly string[]
}

/** Group, filter and columns of the board. */
export function BoardTools(props: ToolsProps) {
  return (
    <>
      <GroupMenu {...props} />
      <FilterPopover {...props} />
      <ColumnMenu {...props} />
    </>
  )
}

function GroupMenu({ view, onView }: ToolsProps) {
  return (
    <Menu>
      <Menu.Target>
        <button
          type="button"
          className={`${css.tool} ${view.group === 'none' ? '' : css.toolOn}`}
          aria-label={`Group: ${GROUP_LABELS[view.group]}`}
        >
          <IconStack2 size={16} stroke={1.7} aria-hidden />
          <span className={css.toolWord}>{view.group === 'none' ? 'Group' : GROUP_LABELS[view.group]}</span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Group by</Menu.Label>
        {GROUPINGS.map((each) => (
          <Menu.Item
            key={each}
            leftSection={<IconCheck size={14} aria-hidden opacity={each === view.group ? 1 : 0} />}
            onClick={() => onView({ ...view, group: each })}
          >
            {GROUP_LABELS[each]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

function FilterPopover({ view, onView, territories, statuses }: ToolsProps) {
  const count = view.statuses.length + view.syncStates.length + view.territories.length
  const statusData = [...new Set<string>([...WORKFLOW_STATUSES, ...statuses])]
  const common = { comboboxProps: { withinPortal: false }, clearable: true, searchable: true }
  return (
    <Popover position="bottom-end" trapFocus>
      <Popover.Target>
        <button
          type="button"
          className={`${css.tool} ${count === 0 ? '' : css.toolOn}`}
          aria-label={count === 0 ? 'Filter' : `Filter (${count})`}
        >
          <IconFilter size={16} stroke={1.7} aria-hidden />
          <span className={css.toolWord}>Filter{count === 0 ? '' : ` ${count}`}</span>
        </button>
      </Popover.Target>
      <Popover.Dropdown>
        <div className={css.filters}>
          <MultiSelect
            label="Status"
            {...common}
            data={statusData.map((value) => ({ value, label: statusWord(value) }))}
            value={[...view.statuses]}
            onChange={(next) => onView({ ...view, statuses: next })}
          />
          <MultiSelect
            label="Where it is"
            {...common}
            data={SYNC_STATES.map((value) => ({ value, label: syncWord(value).word }))}
            value={[...view.syncStates]}
            onChange={(next) =>
              onView({ ...view, syncStates: SYNC_STATES.filter((each) => next.includes(each)) })
            }
          />
          <MultiSelect
            label="Territory"
            {...common}
            data={[...new Set([...territories, ...view.territories])].filter((each) => each !== '')}
            value={[...view.territories]}
            onChange={(next) => onView({ ...view, territories: next })}
          />
          <Button
            variant="default"
            disabled={count === 0}
            onClick={() => onView({ ...view, statuses: [], syncStates: [], territories: [] })}
          >
            Clear filters
          </Button>
        </div>
      </Popover.Dropdown>
    </Popover>
  )
}

function ColumnMenu({ view, onView }: ToolsProps) {
  return (
    <Popover position="bottom-end" trapFocus>
      <Popover.Target>
        <button type="button" className={css.tool} aria-label="Columns">
          <IconColumns3 size={16} stroke={1.7} aria-hidden />
        </button>
      </Popover.Target>
      <Popover.Dropdown>
        <Checkbox.Group
          label="Columns"
          value={[...view.columns]}
          onChange={(next) => {
            const columns = BOARD_COLUMNS.filter((each) => next.includes(each))
            if (columns.length > 0) onView({ ...view, columns })
          }}
        >
          <div className={css.skeleton}>
            {BOARD_COLUMNS.map((each) => (
              <Checkbox key={each} value={each} label={columnTitle(each)} />
            ))}
          </div>
        </Checkbox.Group>
      </Popover.Dropdown>
    </Popover>
  )
}
