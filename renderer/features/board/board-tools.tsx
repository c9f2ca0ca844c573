import { Button, Checkbox, Menu, MultiSelect, Popover } from '@mantine/core'
import { IconCheck, IconColumns3, IconFilter, IconStack2 } from '@tabler/icons-react'
import { WORKFLOW_STATUSES } from '../../../shared/model/plan/workflow.ts'
import { SYNC_STATES } from '../../../shared/model/status/sync-status.ts'
import { statusText } from '../../../shared/text/field-text.ts'
import { useTexts } from '../../components/display/texts.tsx'
import css from './board-tools.module.css'
import { BOARD_COLUMNS, type BoardView, GROUPINGS } from './views/board-view.ts'

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
    <div className={css.tools}>
      <GroupMenu {...props} />
      <FilterPopover {...props} />
      <ColumnMenu {...props} />
    </div>
  )
}

function GroupMenu({ view, onView }: ToolsProps) {
  const { t } = useTexts()
  const grouping = t(`board.groups.${view.group}`)
  return (
    <Menu>
      <Menu.Target>
        <button
          type="button"
          className={`${css.tool} ${view.group === 'none' ? '' : css.on}`}
          aria-label={t('board.tools.groupNamed', { grouping })}
        >
          <IconStack2 size={16} stroke={1.7} aria-hidden />
          <span className={css.name}>{view.group === 'none' ? t('board.tools.group') : grouping}</span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('board.tools.groupBy')}</Menu.Label>
        {GROUPINGS.map((each) => (
          <Menu.Item
            key={each}
            leftSection={<IconCheck size={14} aria-hidden opacity={each === view.group ? 1 : 0} />}
            onClick={() => onView({ ...view, group: each })}
          >
            {t(`board.groups.${each}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

function FilterPopover({ view, onView, territories, statuses }: ToolsProps) {
  const { t } = useTexts()
  const count = view.statuses.length + view.syncStates.length + view.territories.length
  const statusData = [...new Set<string>([...WORKFLOW_STATUSES, ...statuses])]
  const common = {
    comboboxProps: { withinPortal: false },
    clearable: true,
    searchable: true,
    openOnFocus: false,
  }
  return (
    <Popover position="bottom-end" trapFocus>
      <Popover.Target>
        <button
          type="button"
          className={`${css.tool} ${count === 0 ? '' : css.on}`}
          aria-label={count === 0 ? t('board.tools.filter') : t('board.tools.filterNamed', { count })}
        >
          <IconFilter size={16} stroke={1.7} aria-hidden />
          <span className={css.name}>
            {count === 0 ? t('board.tools.filter') : t('board.tools.filterCount', { count })}
          </span>
        </button>
      </Popover.Target>
      <Popover.Dropdown>
        <div className={css.filters}>
          <MultiSelect
            label={t('fields.plan.status')}
            {...common}
            data={statusData.map((value) => ({ value, label: statusText(value, t) }))}
            value={[...view.statuses]}
            onChange={(next) => onView({ ...view, statuses: next })}
          />
          <MultiSelect
            label={t('board.columns.sync')}
            {...common}
            data={SYNC_STATES.map((value) => ({ value, label: t(`sync.state.${value}`) }))}
            value={[...view.syncStates]}
            onChange={(next) =>
              onView({ ...view, syncStates: SYNC_STATES.filter((each) => next.includes(each)) })
            }
          />
          <MultiSelect
            label={t('fields.plan.territoryName')}
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
            {t('board.tools.clearFilters')}
          </Button>
        </div>
      </Popover.Dropdown>
    </Popover>
  )
}

function ColumnMenu({ view, onView }: ToolsProps) {
  const { t } = useTexts()
  return (
    <Popover position="bottom-end" trapFocus>
      <Popover.Target>
        <button type="button" className={css.tool} aria-label={t('board.tools.columns')}>
          <IconColumns3 size={16} stroke={1.7} aria-hidden />
        </button>
      </Popover.Target>
      <Popover.Dropdown>
        <Checkbox.Group
          label={t('board.tools.columns')}
          value={[...view.columns]}
          onChange={(next) => {
            const columns = BOARD_COLUMNS.filter((each) => next.includes(each))
            if (columns.length > 0) onView({ ...view, columns })
          }}
        >
          <div className={css.columns}>
            {BOARD_COLUMNS.map((each) => (
              <Checkbox key={each} value={each} label={t(`board.columns.${each}`)} />
            ))}
          </div>
        </Checkbox.Group>
      </Popover.Dropdown>
    </Popover>
  )
}
