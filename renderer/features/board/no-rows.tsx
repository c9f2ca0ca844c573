import { Button } from '@mantine/core'
import { IconCalendarOff, IconSearchOff } from '@tabler/icons-react'
import { formatDay } from '../../../shared/util/depot-time.ts'
import { EmptyState } from '../../components/feedback/empty-state.tsx'
import type { Scope } from '../../planning/scope.ts'
import { type BoardView, isFiltering, withoutFilters } from './views/board-view.ts'

/** What stands in the table's place when it has no row, and the way on from there. */
export function NoRows(props: {
  scope: Scope
  view: BoardView
  onView: (view: BoardView) => void
  onNew: () => void
  onScope: (scope: Scope) => void
  /** The scope has workflows, which the view hides. */
  hasRows: boolean
}) {
  const { scope, view, onView, onNew, hasRows } = props
  if (hasRows && isFiltering(view)) {
    return (
      <EmptyState
        icon={<IconSearchOff size={40} stroke={1.3} />}
        title="Nothing matches"
        actions={
          <>
            <Button variant="default" onClick={() => onView(withoutFilters(view))}>
              Clear search and filters
            </Button>
            {scope.kind !== 'all' && (
              <Button variant="default" onClick={() => props.onScope({ kind: 'all' })}>
                Look in all days
              </Button>
            )}
          </>
        }
      >
        No workflow here has all of what you look for.
      </EmptyState>
    )
  }
  return (
    <EmptyState
      icon={<IconCalendarOff size={40} stroke={1.3} />}
      title={scope.kind === 'day' ? `Nothing planned for ${formatDay(scope.day)}` : 'Nothing planned here'}
      actions={
        <>
          <Button onClick={onNew}>Plan the first one</Button>
          {view.query.trim() !== '' && scope.kind !== 'all' && (
            <Button variant="default" onClick={() => props.onScope({ kind: 'all' })}>
              Look in all days
            </Button>
          )}
        </>
      }
    >
      Plan the first one here, with or without a network. Choose workflows of another day and duplicate them
      to bring them over.
    </EmptyState>
  )
}
