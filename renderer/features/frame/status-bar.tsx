import { useMemo } from 'react'
import { dayRange } from '../../../shared/util/depot-time.ts'
import { useTexts } from '../../components/display/texts.tsx'
import { useShownKeys } from '../../components/keyboard/use-shown-keys.ts'
import { useDesk } from '../../desk/desk-context.tsx'
import { useBoard, useSoonestUnsent } from '../../desk/use-workflows.ts'
import { summarise } from './day-summary.ts'
import css from './frame.module.css'

/** The day in one line, the soonest departure that has not gone out, the depot's zone, and where the keys are. */
export function StatusLine(props: {
  day: string
  onOpen: (id: string) => void
  onPalette: () => void
  onKeys: () => void
}) {
  const { t } = useTexts()
  const keysOf = useShownKeys()
  const { time, today } = useDesk()
  const [startMs, endMs] = useMemo(() => dayRange(props.day, time.zone), [props.day, time.zone])
  const { rows, isWhole } = useBoard({ kind: 'days', startMs, endMs })
  const soonest = useSoonestUnsent() ?? null
  const words = useMemo(
    () => (isWhole ? summarise(rows, t).text : t('frame.summary.counting')),
    [rows, isWhole, t],
  )
  const departs = soonest === null ? null : new Date(soonest.departsAtMs).toISOString()
  return (
    <footer className={css.footer}>
      <span className={css.summary} title={words}>
        {words}
      </span>
      {soonest !== null && departs !== null && (
        <span className={css.soonest}>
          {t('frame.status.soonest')}{' '}
          <button
            type="button"
            onClick={() => props.onOpen(soonest.id)}
            title={t(`sync.state.${soonest.shownState}`)}
          >
            <b>
              {time.dayOf(departs) === today ? time.formatTime(departs) : time.formatDayTime(departs, today)}{' '}
              {soonest.plan.reference || t('frame.status.noReference')}
            </b>
          </button>
        </span>
      )}
      <span className={css.grow} />
      <span>
        {t('frame.status.depotTime', { zone: time.zone })} ·{' '}
        <button type="button" onClick={props.onPalette}>
          {t('frame.status.commands', { keys: keysOf('palette') })}
        </button>{' '}
        ·{' '}
        <button type="button" onClick={props.onKeys}>
          {t('frame.status.keys', { keys: keysOf('keys') })}
        </button>
      </span>
    </footer>
  )
}
