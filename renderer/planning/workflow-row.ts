import { departureOf, type Plan } from '../../shared/model/plan/workflow.ts'
import { assigneeName } from '../../shared/model/reference.ts'
import { isUnsent, type SyncState, type WorkflowSync } from '../../shared/model/status/sync-status.ts'
import type { DoubleBooking } from '../../shared/model/warnings/double-booking.ts'
import { minutesLate, type Progress, progressOf } from '../../shared/model/warnings/running-late.ts'
import type { Warning } from '../../shared/model/warnings/warning.ts'
import {
  isLate,
  isUnassigned,
  type WarningContext,
  warningsWith,
} from '../../shared/model/warnings/warnings.ts'
import type { Translate } from '../../shared/text/texts.ts'
import { type DepotTime, readInstantMs } from '../../shared/util/depot-time.ts'
import { foldText, searchTextOf } from '../../shared/util/search-index.ts'
import { connectionName } from '../components/display/connection-label.ts'
import { shortTimeText, timeWithDayIfOther } from '../components/display/labels.ts'
import type { WorkflowRecord } from '../db/schema/records.ts'
import { currentSync, deletedAtOf, isMadeElsewhere } from '../db/schema/shown-status.ts'
import type { RowTexts } from './row-texts.ts'
import type { Exception } from './scope.ts'

/** What a row is made with besides its record. */
export interface RowContext {
  readonly time: DepotTime
  readonly today: string
  /** The board's one day; `null`: it shows several, and a time says its day too. */
  readonly day: string | null
  readonly warningContext: WarningContext
  readonly texts: RowTexts
}

/**
 * One row as it is shown. What only the eye needs is worked out when the row first comes into sight and then kept: a
 * board of 10,000 shows some thirty.
 */
export class BoardRow {
  readonly record: WorkflowRecord
  /** With whom it shares its driver or vehicle; `undefined` = with nobody. */
  readonly booking: DoubleBooking | undefined
  /** True while a window has typing of it that is not saved. */
  readonly isTyped: boolean
  readonly exceptions: ReadonlySet<Exception>
  readonly #context: RowContext
  #names: Names | null = null
  #cells: Cells | null = null
  #warnings: readonly Warning[] | null = null
  #progress: Progress | null | undefined = undefined

  /** @param booking from one sweep over all records of the board. */
  constructor(
    record: WorkflowRecord,
    booking: DoubleBooking | undefined,
    context: RowContext,
    isTyped = false,
  ) {
    this.record = record
    this.booking = booking
    this.isTyped = isTyped
    this.exceptions = exceptionsOf(record, booking, context.warningContext.nowMs)
    this.#context = context
  }

  get id(): string {
    return this.record.id
  }
  get reference(): string {
    return this.record.plan.reference || this.#context.texts.noReference
  }
  get status(): string {
    return this.#context.texts.statusLabel(this.record.plan.status)
  }
  get territory(): string {
    return this.record.plan.territoryName ?? ''
  }
  get startsAt(): string | null {
    return departureOf(this.record.plan)
  }
  get stops(): number {
    return this.record.plan.stops.length
  }
  get state(): SyncState {
    return this.record.shownState
  }
  get stateLabel(): string {
    return this.#context.texts.stateLabel(this.record.shownState)
  }
  /** Driver, vehicle and connection by name: kept, since sorting asks for them again and again. */
  get names(): Names {
    this.#names ??= namesOf(this.record.plan, this.#context.warningContext)
    return this.#names
  }
  get driver(): string {
    return this.names.driver
  }
  get vehicle(): string {
    return this.names.vehicle
  }
  get connection(): string {
    return this.names.connection
  }
  /** The cells whose text has to be made. */
  get cells(): Cells {
    this.#cells ??= cellsOf(this, this.#context)
    return this.#cells
  }
  get isOnItsWay(): boolean {
    return this.record.plan.status === 'ACTIVE'
  }
  /** What was recorded on its way; `null` = nothing. */
  get progress(): Progress | null {
    if (this.#progress === undefined)
      this.#progress = progressOf(this.record.plan, this.#context.warningContext.nowMs)
    return this.#progress
  }
  /** True once the TSP has deleted it. */
  get isDeleted(): boolean {
    return deletedAtOf(this.record) !== null
  }
  get warnings(): readonly Warning[] {
    this.#warnings ??= warningsWith(this.record, this.booking, this.#context.warningContext)
    return this.#warnings
  }
}

interface Names {
  readonly driver: string
  readonly vehicle: string
  readonly connection: string
}

function namesOf(plan: Plan, { drivers, vehicles, connections }: WarningContext): Names {
  const connection = connections.get(plan.connectionId ?? '')
  return {
    driver: assigneeName(drivers, plan.connectionId, plan.driverSourceId),
    vehicle: assigneeName(vehicles, plan.connectionId, plan.vehicleSourceId),
    connection: connection === undefined ? '' : connectionName(connection),
  }
}

/** Texts of a row, ready to show. */
export interface Cells {
  readonly start: string
  readonly end: string
  readonly distance: string
  /** When a stop was last reached or left. */
  readonly actual: string
  /** Behind the state's word: the time, or why it waits. */
  readonly stateRest: string
}

/** Within a quarter of a year a day is known without its year, also over New Year. */
const NEAR_MS = 92 * 86_400_000

/** A time of the board, with its day where the board shows several. */
function whenText(instant: string | null, { time, today, day, warningContext }: RowContext): string {
  if (instant === null) return ''
  if (day !== null) return timeWithDayIfOther(instant, day, time)
  const isNear = Math.abs((readInstantMs(instant) ?? 0) - warningContext.nowMs) < NEAR_MS
  return isNear ? time.formatDayTime(instant) : time.formatDayTime(instant, today)
}

function cellsOf(row: BoardRow, context: RowContext): Cells {
  const { progress } = row
  const { plan } = row.record
  return {
    start: whenText(departureOf(plan), context),
    end: whenText(plan.endsAt, context),
    distance: distanceText(plan, context.texts),
    actual: whenText(progress?.reached?.at ?? null, context),
    stateRest: stateRest(row, context),
  }
}

function distanceText(plan: Plan, { formatNumber }: RowTexts): string {
  if (plan.totalDistance === null) return ''
  const number = formatNumber(plan.totalDistance)
  return `${plan.isDistanceEstimated ? '≈ ' : ''}${number} ${plan.totalDistanceUnit ?? ''}`.trim()
}

function stateRest({ record }: BoardRow, { time, today, texts: { t } }: RowContext): string {
  const { shownState } = record
  const sync = currentSync(record)
  const parts: string[] = []
  if (sync?.change === 'cancel' || record.plan.status === 'CANCELLED') {
    if (shownState !== 'done' && shownState !== 'draft' && shownState !== 'withdrawn')
      parts.push(t('board.row.cancellation'))
  }
  const deletedAt = deletedAtOf(record)
  if (deletedAt !== null)
    parts.push(t('board.row.deletedAt', { time: shortTimeText(deletedAt, time, today) }))
  if (isMadeElsewhere(record)) parts.push(t('board.row.elsewhere'))
  if (sync !== null && sync.state === shownState) parts.push(...restOfSync(sync, time, t))
  if (record.sync !== null && record.sync.duplicates.length > 0) parts.push(t('board.row.twice'))
  return parts.join(' · ')
}

function restOfSync(
  { state, reason, since, lastTryAt }: WorkflowSync,
  time: DepotTime,
  t: Translate,
): string[] {
  if (state === 'done' || state === 'accepted') return since === null ? [] : [time.formatTime(since)]
  if (state === 'uncertain')
    return lastTryAt === null ? [] : [t('board.row.sentAt', { time: time.formatTime(lastTryAt) })]
  return reason === null ? [] : [t(`sync.reason.${reason.code}.short`)]
}

/** Which exceptions a workflow is. */
function exceptionsOf(
  record: WorkflowRecord,
  booking: DoubleBooking | undefined,
  nowMs: number,
): ReadonlySet<Exception> {
  const found = new Set<Exception>()
  if (isUnassigned(record)) found.add('unassigned')
  if (booking !== undefined) found.add('overlapping')
  if (isLate(record, nowMs)) found.add('late')
  if (minutesLate(record.plan, nowMs) > 0) found.add('runningLate')
  const { shownState } = record
  if (shownState === 'rejected' || shownState === 'failed') found.add('refused')
  if (isUnsent(shownState)) found.add('notSent')
  return found
}

/** Everything of a row that a search looks at. */
export function searchTextOfRow(row: BoardRow): string {
  const { reference, driver, vehicle, connection, record } = row
  return searchTextOf([reference, driver, vehicle, connection, ...searchedParts(record.plan)])
}

/** What a search looks at in a plan itself. */
export function searchedParts(plan: Plan): readonly (string | null)[] {
  return [
    plan.driverSourceId,
    plan.vehicleSourceId,
    plan.territoryName,
    plan.instructions,
    ...plan.stops.flatMap((stop) => [stop.locationName, stop.instructions]),
  ]
}

/** Where a search found a row when no visible cell shows it: the line of its stops or instructions. */
export function hiddenHit(row: BoardRow, terms: readonly string[]): string | null {
  if (terms.length === 0) return null
  const visible = foldText(`${row.reference}\n${row.driver}\n${row.vehicle}\n${row.territory}`)
  const missing = terms.find((term) => !visible.includes(term))
  if (missing === undefined) return null
  const { plan } = row.record
  const lines = [
    ...plan.stops.flatMap((stop) => [stop.locationName, stop.instructions]),
    plan.instructions,
    row.connection,
  ]
  return lines.find((line) => line !== null && foldText(line).includes(missing)) ?? null
}
