import { ActionIcon } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import type { ReactNode, Ref } from 'react'
import { neighbourOf } from '../../components/keyboard/neighbour.ts'
import { useSyncCounts } from '../../desk/use-workflows.ts'
import { countDecisions } from './day-summary.ts'
import css from './frame.module.css'

/** One screen of the main navigation. Only what is built is listed: a dead link helps nobody. */
export interface NavEntry {
  readonly id: string
  readonly title: string
  readonly icon: ReactNode
}

/** A saved view of the board. */
export interface SavedView {
  readonly id: string
  readonly name: string
}

/** The screens, and under them the saved views of the board. */
export function SideNav(props: {
  entries: readonly NavEntry[]
  current: string
  onGo: (id: string) => void
  views: readonly SavedView[]
  currentView: string | null
  onView: (id: string) => void
  onSaveView: () => void
  saveViewRef: Ref<HTMLButtonElement>
  onRemoveView: (id: string) => void
}) {
  const counts = useSyncCounts()
  const listed = counts?.listed ?? 0
  const dueCount = counts === undefined ? 0 : countDecisions(counts.byState)
  return (
    <nav className={css.nav} aria-label="Main">
      {props.entries.map(({ id, title, icon }) => (
        <button
          key={id}
          type="button"
          className={css.navItem}
          aria-current={props.current === id ? 'page' : undefined}
          onClick={() => props.onGo(id)}
        >
          {icon}
          <span>{title}</span>
          {id === 'outbox' && listed > 0 && (
            <span
              className={`${css.navCount} dp-tone-${dueCount > 0 ? 'bad' : 'warn'}`}
              title={dueCount > 0 ? `${dueCount} of ${listed} wait for your decision` : undefined}
            >
              {listed}
            </span>
          )}
        </button>
      ))}
      <div className={css.navHead}>
        <h2>Saved views</h2>
        <ActionIcon
          ref={props.saveViewRef}
          data-save-view
          size={22}
          variant="subtle"
          color="gray"
          aria-label="Save this view"
          title="Save this view"
          onClick={props.onSaveView}
        >
          <IconPlus size={14} aria-hidden />
        </ActionIcon>
      </div>
      {props.views.map(({ id, name }) => (
        <div key={id} className={css.view}>
          <button
            type="button"
            className={css.navItem}
            aria-current={props.currentView === id ? 'true' : undefined}
            onClick={() => props.onView(id)}
          >
            <span>{name}</span>
          </button>
          <ActionIcon
            className={css.remove ?? ''}
            size={20}
            variant="subtle"
            color="gray"
            aria-label={`Remove view ${name}`}
            data-remove-view
            onClick={(event) => {
              neighbourOf(event.currentTarget, 'nav', '[data-remove-view]', '[data-save-view]')?.focus()
              props.onRemoveView(id)
            }}
          >
            <IconX size={12} aria-hidden />
          </ActionIcon>
        </div>
      ))}
    </nav>
  )
}
