import {
  IconAlertTriangle,
  IconArrowUp,
  IconClockExclamation,
  IconUserQuestion,
  IconX,
} from '@tabler/icons-react'
import { EXCEPTIONS, type Exception } from '../../planning/scope.ts'
import css from './board.module.css'

const WORDS: Readonly<
  Record<Exception, { word: string; why: string; tone: 'warn' | 'bad' | 'quiet'; icon: typeof IconX }>
> = {
  unassigned: { word: 'unassigned', why: 'No driver or no vehicle', tone: 'warn', icon: IconUserQuestion },
  overlapping: {
    word: 'overlapping',
    why: 'The driver or the vehicle is on two workflows at once',
    tone: 'warn',
    icon: IconAlertTriangle,
  },
  late: {
    word: 'late',
    why: 'Departure has passed and it is not at the TSP',
    tone: 'warn',
    icon: IconClockExclamation,
  },
  refused: { word: 'refused', why: 'Refused by Catena or failed at the TSP', tone: 'bad', icon: IconX },
  notSent: { word: 'not sent', why: 'Queued, and not with Catena yet', tone: 'quiet', icon: IconArrowUp },
}

/** What needs a look, each with a live count; pressing one shows only those. Zero keeps its place, so nothing jumps. */
export function ExceptionsStrip(props: {
  /** `null` = not counted yet. */
  counts: Readonly<Record<Exception, number>> | null
  active: readonly Exception[]
  onChange: (active: readonly Exception[]) => void
}) {
  return (
    <fieldset className={css.strip} aria-label="Exceptions">
      {EXCEPTIONS.map((id) => {
        const { word, why, tone, icon: Icon } = WORDS[id]
        const isActive = props.active.includes(id)
        const count = props.counts?.[id] ?? null
        return (
          <button
            key={id}
            type="button"
            title={why}
            aria-pressed={isActive}
            className={`${css.chip} ${count === 0 || count === null ? css.chipQuiet : css[tone]}`}
            onClick={() =>
              props.onChange(isActive ? props.active.filter((each) => each !== id) : [...props.active, id])
            }
          >
            <Icon size={14} stroke={1.8} aria-hidden />
            <b>{count?.toLocaleString('en') ?? '…'}</b> {word}
          </button>
        )
      })}
    </fieldset>
  )
}
