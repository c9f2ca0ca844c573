import { departureOf, type Stop } from '../../../shared/model/plan/workflow.ts'
import { assigneeName, assigneeOf } from '../../../shared/model/reference.ts'
import type { WarningContext } from '../../../shared/model/warnings/warnings.ts'
import { formatDay } from '../../../shared/util/depot-time.ts'
import { statusWord, timeWithDayIfOther } from '../../components/display/labels.ts'
import type { WorkflowRecord } from '../../db/schema/records.ts'
import type { Desk } from '../../desk/desk-context.tsx'
import classes from './print.module.css'

/** One page for one driver: what, with which vehicle, where and when, stamped with the version of the plan. */
export function Manifest(props: {
  record: WorkflowRecord
  desk: Desk
  known: Pick<WarningContext, 'drivers' | 'vehicles'>
}) {
  const { record, desk, known } = props
  const { plan } = record
  const { connectionId, driverSourceId, vehicleSourceId } = plan
  const vehicle =
    vehicleSourceId === null ? undefined : assigneeOf(known.vehicles, connectionId, vehicleSourceId)
  const departure = departureOf(plan)
  const day = departure === null ? null : desk.time.dayOf(departure)
  return (
    <article className={classes.page} aria-label={`Manifest ${plan.reference}`}>
      <header className={classes.head}>
        <div>
          <h1>{plan.reference || 'Without reference'}</h1>
          <p className={classes.day}>{day === null ? 'No date' : formatDay(day)}</p>
        </div>
        <p className={classes.stamp}>
          Plan version {record.planVersion} · saved{' '}
          {desk.time.formatDayTime(new Date(record.updatedAtMs).toISOString())}
          <br />
          printed {desk.time.formatDayTime(new Date(desk.nowMs).toISOString())} · {desk.time.zone}
        </p>
      </header>
      <dl className={classes.facts}>
        <Fact name="Driver" value={assigneeName(known.drivers, connectionId, driverSourceId)} />
        <Fact
          name="Vehicle"
          value={[assigneeName(known.vehicles, connectionId, vehicleSourceId), vehicle?.licensePlate]
            .filter(Boolean)
            .join(' · ')}
        />
        <Fact name="Status" value={statusWord(plan.status)} />
        <Fact name="Territory" value={plan.territoryName} />
        <Fact name="Time" value={desk.time.formatRange(plan.startsAt, plan.endsAt)} />
        <Fact
          name="Distance"
          value={
            plan.totalDistance === null
              ? null
              : `${plan.totalDistance} ${plan.totalDistanceUnit ?? ''}${plan.isDistanceEstimated ? ' (estimate)' : ''}`
          }
        />
      </dl>
      {plan.instructions !== null && <p className={classes.instructions}>{plan.instructions}</p>}
      <table className={classes.stops}>
        <thead>
          <tr>
            <th>#</th>
            <th>Stop</th>
            <th>Arrival</th>
            <th>Departure</th>
            <th>To do</th>
            <th>Done</th>
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

function StopRow(props: { stop: Stop; number: number; desk: Desk; day: string | null }) {
  const { stop, desk, day } = props
  const time = (instant: string | null): string =>
    instant === null ? '' : timeWithDayIfOther(instant, day ?? desk.today, desk.time)
  return (
    <tr>
      <td>{props.number}</td>
      <td>
        <strong>{stop.locationName ?? 'Unnamed stop'}</strong>
        {stop.stopType !== null && ` · ${statusWord(stop.stopType)}`}
        {stop.instructions !== null && <div>{stop.instructions}</div>}
      </td>
      <td>{time(stop.scheduledArrival)}</td>
      <td>{time(stop.scheduledDeparture)}</td>
      <td>{stop.activities.map(statusWord).join(', ')}</td>
      <td className={classes.box} />
    </tr>
  )
}

function Fact(props: { name: string; value: string | null }) {
  return (
    <div>
      <dt>{props.name}</dt>
      <dd>{props.value === null || props.value === '' ? '—' : props.value}</dd>
    </div>
  )
}
