import { useMemo } from 'react'
import { dayRange } from '../../../shared/util/depot-time.ts'
import { useTexts } from '../../components/display/texts.tsx'
import { focusToast } from '../../components/feedback/toast.tsx'
import { type Command, useCommands } from '../../components/keyboard/keymap.tsx'
import { useShownKeys } from '../../components/keyboard/use-shown-keys.ts'
import { useDesk } from '../../desk/desk-context.tsx'
import { useBoard, useSoonestUnsent } from '../../desk/use-workflows.ts'
import { summarise } from './day-summary.ts'
import css from './status-bar.module.css'

/** The counts of the day, the soonest departure that is not sent, the depot's time zone, and the lists of commands and keys. */
export function StatusLine(props: {
  day: string
  onOpen: (id: string) => void
  onPalette: () => void
  onKeys: () => void
}) {
  const { t } = useTexts()
  useToastCommand()
  const keysOf = useShownKeys()
  const { time, today } = useDesk()
  const [startMs, endMs] = useMemo(() => dayRange(props.day, time.zone), [props.day, time.zone])
  const { rows, isWhole } = useBoard({ kind: 'days', startMs, endMs })
  const soonest = useSoonestUnsent() ?? null
  const summary = useMemo(
    () => (isWhole ? summarise(rows, t).text : t('frame.summary.counting')),
    [rows, isWhole, t],
  )
  const departs = soonest === null ? null : new Date(soonest.departsAtMs).toISOString()
  return (
    <footer className={css.bar}>
      <span className={css.summary} title={summary}>
        {summary}
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

/** The key that moves the focus to a toast, which covers the status line. */
function useToastCommand(): void {
  const { t } = useTexts()
  const commands = useMemo(
    (): readonly Command[] => [
      {
        id: 'toast',
        label: t('app.command.toast'),
        group: t('app.commandGroup.help'),
        keys: ['f8'],
        worksInFields: true,
        run: focusToast,
      },
    ],
    [t],
  )
  useCommands(commands)
}
