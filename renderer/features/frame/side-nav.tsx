import { ActionIcon } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import type { ReactNode, Ref } from 'react'
import type { EnglishMessages } from '../../../shared/text/messages.ts'
import { useTexts } from '../../components/display/texts.tsx'
import { neighbourOf } from '../../components/keyboard/neighbour.ts'
import { useSyncCounts } from '../../desk/use-workflows.ts'
import { countDecisions } from './day-summary.ts'
import css from './side-nav.module.css'

/** A screen by its key in `app.screen`. */
export type NavId = keyof EnglishMessages['app']['screen']

/** A screen of the main navigation. */
export interface NavEntry {
  readonly id: NavId
  readonly icon: ReactNode
}

/** A saved view of the board. */
export interface SavedView {
  readonly id: string
  readonly name: string
}

/** The screens, and below them the saved views of the board. */
export function SideNav(
  props: ViewsProps & {
    entries: readonly NavEntry[]
    current: string
    onGo: (id: NavId) => void
  },
) {
  const { t } = useTexts()
  return (
    <nav className={css.nav} aria-label={t('frame.nav.label')}>
      {props.entries.map(({ id, icon }) => (
        <button
          key={id}
          type="button"
          className={css.item}
          aria-current={props.current === id ? 'page' : undefined}
          onClick={() => props.onGo(id)}
        >
          {icon}
          <span className={css.name} data-badge>
            {t(`app.screen.${id}`)}
          </span>
          {id === 'outbox' && <OutboxCount />}
        </button>
      ))}
      <SavedViews {...props} />
    </nav>
  )
}

/** How many changes the outbox lists; red while one of them waits for a decision. */
function OutboxCount() {
  const { t } = useTexts()
  const counts = useSyncCounts()
  const listed = counts?.listed ?? 0
  const dueCount = counts === undefined ? 0 : countDecisions(counts.byState)
  if (listed === 0) return null
  return (
    <span
      className={`${css.count} dp-tone-${dueCount > 0 ? 'bad' : 'warn'}`}
      title={dueCount > 0 ? t('frame.nav.toDecide', { due: dueCount, total: listed }) : undefined}
    >
      {listed}
    </span>
  )
}

interface ViewsProps {
  readonly views: readonly SavedView[]
  readonly currentView: string | null
  readonly onView: (id: string) => void
  readonly onSaveView: () => void
  readonly saveViewRef: Ref<HTMLButtonElement>
  readonly onRemoveView: (id: string) => void
}

function SavedViews(props: ViewsProps) {
  const { t } = useTexts()
  return (
    <>
      <div className={css.views}>
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
            className={css.item}
            aria-current={props.currentView === id ? 'true' : undefined}
            onClick={() => props.onView(id)}
          >
            <span className={css.name} title={name}>
              {name}
            </span>
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
    </>
  )
}
