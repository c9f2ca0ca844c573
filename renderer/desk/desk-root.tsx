import { type ReactNode, useMemo, useState } from 'react'
import { useTexts } from '../components/display/texts.tsx'
import { ClockProvider, createDeskClock } from './desk-clock.tsx'
import { type Desk, DeskProvider, useDepotTime, useHostState, useToday } from './desk-context.tsx'
import { useServices } from './services.ts'
import { useReferenceData } from './use-reference-data.ts'

/**
 * Gives the screens below it the desk and its clock. A tick renders only what shows a time again.
 * @param props.every calls again and again, a tick apart; the returned function ends that. Read once.
 */
export function DeskRoot(props: { every: (run: () => void) => () => void; children: ReactNode }) {
  const { host, hello, nowMs } = useServices()
  const { locale } = useTexts()
  const [clock] = useState(() => createDeskClock(nowMs, props.every))
  const hostState = useHostState(host, hello)
  const time = useDepotTime(hostState.settings, locale)
  const today = useToday(clock, time)
  const { connections, drivers, vehicles } = useReferenceData()
  const desk = useMemo(
    (): Desk => ({ ...hostState, time, today, connections, drivers, vehicles }),
    [hostState, time, today, connections, drivers, vehicles],
  )
  return (
    <DeskProvider value={desk}>
      <ClockProvider clock={clock}>{props.children}</ClockProvider>
    </DeskProvider>
  )
}
