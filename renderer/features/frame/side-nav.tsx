import { ActionIcon } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import type { ReactNode, Ref } from 'react'
import type { EnglishMessages } from '../../../shared/text/messages.ts'
import { useTexts } from '../../components/display/texts.tsx'
import { neighbourOf } from '../../components/keyboard/neighbour.ts'
import { useSyncCounts } from '../../desk/use-workflows.ts'
import { countDecisions } from './day-summary.ts'
import css from './frame.module.css'

/** A screen by its key in `app.screen`. */
export type NavId = keyof EnglishMessages['app']['screen']

/** One screen of the main navigation. Only what is built is listed: a dead link helps nobody. */
export interface NavEntry {
  readonly id: NavId
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
  onGo: (id: NavId) => void
  views: readonly SavedView[]
  currentView: string | null
  onView: (id: string) => void
  onSaveView: () => void
  saveViewRef: Ref<HTMLButtonElement>
  onRemoveView: (id: string) => void
}) {
  const { t } = useTexts()
  const counts = useSyncCounts()
  const listed = counts?.listed ?? 0
  const dueCount = counts === undefined ? 0 : countDecisions(counts.byState)
  return (
    <nav className={css.nav} aria-label={t('frame.nav.label')}>
      {props.entries.map(({ id, icon }) => (
        <button
          key={id}
          type="button"
          className={css.navItem}
          aria-current={props.current === id ? 'page' : undefined}
          onClick={() => props.onGo(id)}
        >
          {icon}
          <span>{t(`app.screen.${id}`)}</span>
          {id === 'outbox' && listed > 0 && (
            <span
              className={`${css.navCount} dp-tone-${dueCount > 0 ? 'bad' : 'warn'}`}
              title={dueCount > 0 ? t('frame.nav.toDecide', { due: dueCount, total: listed }) : undefined}
            >
              {listed}
            </span>
          )}
        </button>
      ))}
      <div className={css.navHead}>
        <h2>{t('frame.nav.views')}</h2>
        <ActionIcon
          ref={props.saveViewRef}
          data-save-view
          size={22}
          variant="subtle"
          color="gray"
          aria-label={t('frame.nav.saveView')}
          title={t('frame.nav.saveView')}
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
            aria-label={t('frame.nav.removeView', { name })}
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
