import { departureOf, type Plan, type Stop } from '../../../shared/model/plan/workflow.ts'
import { assigneeName, assigneeOf } from '../../../shared/model/reference.ts'
import type { WarningContext } from '../../../shared/model/warnings/warnings.ts'
import { activityText, statusText, stopTypeText } from '../../../shared/text/field-text.ts'
import type { Translate } from '../../../shared/text/texts.ts'
import { type DepotTime, formatDay } from '../../../shared/util/depot-time.ts'
import { timeWithDayIfOther } from '../../components/display/labels.ts'
import { useTexts } from '../../components/display/texts.tsx'
import type { WorkflowRecord } from '../../db/schema/records.ts'
import { useNowMs } from '../../desk/desk-clock.tsx'
import type { Desk } from '../../desk/desk-context.tsx'
import css from './manifest.module.css'

/** The page of one workflow for its driver, with the version of the plan. */
export function Manifest(props: {
  record: WorkflowRecord
  desk: Desk
  known: Pick<WarningContext, 'drivers' | 'vehicles'>
}) {
  const { t, locale } = useTexts()
  const { record, desk, known } = props
  const { plan } = record
  const { connectionId, driverSourceId, vehicleSourceId } = plan
  const vehicle =
    vehicleSourceId === null ? undefined : assigneeOf(known.vehicles, connectionId, vehicleSourceId)
  const departure = departureOf(plan)
  const day = departure === null ? null : desk.time.dayOf(departure)
  return (
    <article className={css.page} aria-label={t('print.sheet.name', { reference: plan.reference })}>
      <header className={css.head}>
        <div>
          <h1>{plan.reference || t('print.noReference')}</h1>
          <p className={css.day}>{day === null ? t('print.sheet.noDate') : formatDay(day, locale)}</p>
        </div>
        <p className={css.stamp}>
          {t('print.sheet.version', {
            version: record.planVersion,
            time: desk.time.formatDayTime(new Date(record.updatedAtMs).toISOString()),
          })}
          <br />
          <PrintedAt time={desk.time} />
        </p>
      </header>
      {record.shownState === 'conflict' && <p className={css.conflict}>{t('print.sheet.conflict')}</p>}
      <dl className={css.facts}>
        <Fact
          name={t('print.sheet.driver')}
          value={assigneeName(known.drivers, connectionId, driverSourceId)}
        />
        <Fact
          name={t('print.sheet.vehicle')}
          value={[assigneeName(known.vehicles, connectionId, vehicleSourceId), vehicle?.licensePlate]
            .filter(Boolean)
            .join(' · ')}
        />
        <Fact name={t('print.sheet.status')} value={statusText(plan.status, t)} />
        <Fact name={t('print.sheet.territory')} value={plan.territoryName} />
        <Fact name={t('print.sheet.time')} value={desk.time.formatRange(plan.startsAt, plan.endsAt)} />
        <Fact name={t('print.sheet.distance')} value={distanceText(t, plan)} />
      </dl>
      {plan.instructions !== null && <p className={css.instructions}>{plan.instructions}</p>}
      <table className={css.stops}>
        <thead>
          <tr>
            <th>{t('print.sheet.number')}</th>
            <th>{t('print.sheet.stop')}</th>
            <th>{t('print.sheet.arrival')}</th>
            <th>{t('print.sheet.departure')}</th>
            <th>{t('print.sheet.toDo')}</th>
            <th>{t('print.sheet.done')}</th>
          </tr>
        </thead>
        <tbody>
          {plan.stops.map((stop, index) => (
            <StopRow key={stop.sourceStopId} stop={stop} number={index + 1} desk={desk} day={day} />
          ))}
        </tbody>
      </table>
    </article>
  )
}

function distanceText(t: Translate, plan: Plan): string | null {
  if (plan.totalDistance === null) return null
  const distance = { distance: plan.totalDistance, unit: plan.totalDistanceUnit ?? '' }
  return plan.isDistanceEstimated
    ? t('print.sheet.distanceEstimated', distance)
    : t('print.sheet.distanceValue', distance)
}

function StopRow(props: { stop: Stop; number: number; desk: Desk; day: string | null }) {
  const { t } = useTexts()
  const { stop, desk, day } = props
  const time = (instant: string | null): string =>
    instant === null ? '' : timeWithDayIfOther(instant, day ?? desk.today, desk.time)
  return (
    <tr>
      <td>{props.number}</td>
      <td>
        <strong>{stop.locationName ?? t('print.sheet.unnamedStop')}</strong>
        {stop.stopType !== null && ` · ${stopTypeText(stop.stopType, t)}`}
        {stop.instructions !== null && <div>{stop.instructions}</div>}
      </td>
      <td>{time(stop.scheduledArrival)}</td>
      <td>{time(stop.scheduledDeparture)}</td>
      <td>{stop.activities.map((each) => activityText(each, t)).join(', ')}</td>
      <td className={css.box} />
    </tr>
  )
}

function PrintedAt({ time }: { time: DepotTime }) {
  const { t } = useTexts()
  const nowMs = useNowMs()
  return t('print.sheet.printed', {
    time: time.formatDayTime(new Date(nowMs).toISOString()),
    zone: time.zone,
  })
}

function Fact(props: { name: string; value: string | null }) {
  return (
    <div>
      <dt>{props.name}</dt>
      <dd>{props.value === null || props.value === '' ? '—' : props.value}</dd>
    </div>
  )
}
