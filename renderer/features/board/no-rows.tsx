import { Button } from '@mantine/core'
import { IconCalendarOff, IconSearchOff } from '@tabler/icons-react'
import { formatDay } from '../../../shared/util/depot-time.ts'
import { useTexts } from '../../components/display/texts.tsx'
import { EmptyState } from '../../components/feedback/empty-state.tsx'
import type { Scope } from '../../planning/scope.ts'
import { type BoardView, isFiltering, withoutFilters } from './views/board-view.ts'

/** Stands in the place of a table without rows: why it has none, and what can be done. */
export function NoRows(props: {
  scope: Scope
  view: BoardView
  onView: (view: BoardView) => void
  onNew: () => void
  onScope: (scope: Scope) => void
  /** True when the scope has workflows that the view hides. */
  hasRows: boolean
}) {
  const { scope, view, onView, onNew, hasRows } = props
  const { t, locale } = useTexts()
  if (hasRows && isFiltering(view)) {
    return (
      <EmptyState
        icon={<IconSearchOff size={40} stroke={1.3} />}
        title={t('board.none.noMatch')}
        actions={
          <>
            <Button variant="default" onClick={() => onView(withoutFilters(view))}>
              {t('board.none.clear')}
            </Button>
            {scope.kind !== 'all' && (
              <Button variant="default" onClick={() => props.onScope({ kind: 'all' })}>
                {t('board.none.allDays')}
              </Button>
            )}
          </>
        }
      >
        {t('board.none.noMatchBody')}
      </EmptyState>
    )
  }
  return (
    <EmptyState
      icon={<IconCalendarOff size={40} stroke={1.3} />}
      title={
        scope.kind === 'day'
          ? t('board.none.emptyDay', { day: formatDay(scope.day, locale) })
          : t('board.none.empty')
      }
      actions={
        <>
          <Button onClick={onNew}>{t('board.none.planFirst')}</Button>
          {view.query.trim() !== '' && scope.kind !== 'all' && (
            <Button variant="default" onClick={() => props.onScope({ kind: 'all' })}>
              {t('board.none.allDays')}
            </Button>
          )}
        </>
      }
    >
      {t('board.none.emptyBody')}
    </EmptyState>
  )
}
