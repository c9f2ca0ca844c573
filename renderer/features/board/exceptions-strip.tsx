import {
  IconAlertTriangle,
  IconArrowUp,
  IconClockExclamation,
  IconHourglassLow,
  IconUserQuestion,
  IconX,
} from '@tabler/icons-react'
import { useTexts } from '../../components/display/texts.tsx'
import { EXCEPTIONS, type Exception } from '../../planning/scope.ts'
import css from './exceptions-strip.module.css'

const LOOKS: Readonly<Record<Exception, { tone: 'warn' | 'bad' | 'quiet'; icon: typeof IconX }>> = {
  unassigned: { tone: 'warn', icon: IconUserQuestion },
  overlapping: { tone: 'warn', icon: IconAlertTriangle },
  late: { tone: 'warn', icon: IconClockExclamation },
  runningLate: { tone: 'warn', icon: IconHourglassLow },
  refused: { tone: 'bad', icon: IconX },
  notSent: { tone: 'quiet', icon: IconArrowUp },
}

/**
 * Kinds of workflows that need attention, each with its count. Pressing one filters the board by it. A count of zero stays in
 * its place. In a narrow bar a kind shows its sign and count, and its word when it is pointed at: so the bar keeps its height.
 */
export function ExceptionsStrip(props: {
  /** `null` = not counted yet. */
  counts: Readonly<Record<Exception, number>> | null
  active: readonly Exception[]
  onChange: (active: readonly Exception[]) => void
}) {
  const { t, formatNumber } = useTexts()
  return (
    <fieldset className={css.strip} aria-label={t('board.exceptions.label')}>
      {EXCEPTIONS.map((id) => {
        const { tone, icon: Icon } = LOOKS[id]
        const isActive = props.active.includes(id)
        const count = props.counts?.[id] ?? null
        return (
          <button
            key={id}
            type="button"
            title={t(`board.exceptionHints.${id}`)}
            aria-pressed={isActive}
            className={`${css.chip} ${count === 0 || count === null ? css.none : css[tone]}`}
            onClick={() =>
              props.onChange(isActive ? props.active.filter((each) => each !== id) : [...props.active, id])
            }
          >
            <Icon size={14} stroke={1.8} aria-hidden />
            <b>{count === null ? '…' : formatNumber(count)}</b>{' '}
            <span className={css.word}>{t(`board.exceptions.${id}`, { count: count ?? 0 })}</span>
          </button>
        )
      })}
    </fieldset>
  )
}
