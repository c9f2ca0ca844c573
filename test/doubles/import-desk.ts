import { Temporal } from 'temporal-polyfill'
import type { ImportCandidate } from '../../renderer/features/exchange/file/assemble.ts'
import type { Question } from '../../renderer/features/exchange/file/cell-problem.ts'
import type { ImportContext } from '../../renderer/features/exchange/file/cells/cell-reading.ts'
import type { ColumnMapping } from '../../renderer/features/exchange/file/columns.ts'
import {
  createImportSession,
  type ImportReply,
} from '../../renderer/features/exchange/file/import-session.ts'
import { NO_CHOICE, type ReadChoice } from '../../renderer/features/exchange/file/table/read-table.ts'
import { findEarlyTimes, movesToNextDay } from '../../renderer/features/exchange/review/early-times.ts'
import type { Driver, Vehicle } from '../../shared/model/reference.ts'
import { textOf } from '../../shared/text/stored-text.ts'
import { english } from './english.ts'

const ZONE = 'America/Chicago'

/** A desk on 24 Nov 2026 in Chicago's zone without drivers and vehicles. */
export const EMPTY_DESK: ImportContext = {
  zone: ZONE,
  day: '2026-11-24',
  connections: [],
  drivers: [],
  vehicles: [],
}

/** A driver of a desk. */
export function driverOf(sourceId: string, name: string, employeeNumber: string | null = null): Driver {
  return {
    id: sourceId,
    connectionId: null,
    sourceId,
    name,
    employeeNumber,
    phoneNumber: null,
    isActive: true,
  }
}

/** A vehicle of a desk. */
export function vehicleOf(sourceId: string, name: string, licensePlate: string | null = null): Vehicle {
  return { id: sourceId, connectionId: null, sourceId, name, licensePlate, vin: null, isActive: true }
}

/** What became of a file. */
export interface ImportedFile {
  /** The questions in the order in which they were asked, in English. */
  readonly asked: readonly string[]
  /** What can be imported before any question is answered. */
  readonly silent: readonly string[]
  /** What can be imported once each question has its best answer. */
  readonly plans: readonly string[]
  /** What is wrong with cells, in English, once each question has its best answer. */
  readonly problems: readonly string[]
  readonly notes: readonly string[]
  readonly candidates: readonly ImportCandidate[]
  readonly mapping: ColumnMapping
}

/** How a test imports a file. */
export interface ImportWishes {
  readonly context?: ImportContext
  readonly choice?: Partial<ReadChoice>
  readonly mapping?: ColumnMapping
  /** Answers in place of the best, by the key of their question. */
  readonly answers?: Readonly<Record<string, string>>
}

/** Imports a file through the session of the worker, and answers each question with its best answer. */
export async function importFile(
  name: string,
  bytes: Uint8Array,
  wishes: ImportWishes = {},
): Promise<ImportedFile> {
  const context = wishes.context ?? EMPTY_DESK
  const asked: string[] = []
  const answers = new Map<string, string>()
  let choice: ReadChoice = { ...NO_CHOICE, ...wishes.choice }
  let replies: ImportReply[] = []
  const session = createImportSession(
    (reply) => replies.push(reply),
    () => Promise.resolve(),
  )
  const read = async () => {
    replies = []
    await session.handle({ type: 'read', name, bytes, choice })
    const table = replies.find((each) => each.type === 'table')
    if (table?.type !== 'table') throw new Error('not read')
    return table
  }
  let table = await read()
  const check = async () => {
    replies = []
    const mapping = wishes.mapping ?? table.guess
    const choices = { mapping, context, defaultConnectionId: null, defaultDistanceUnit: 'km' as const }
    await session.handle({ type: 'assemble', ...choices, answers: new Map(answers) })
    return replies.flatMap((each) => (each.type === 'candidates' ? each.candidates : []))
  }
  let candidates = await check()
  const silent = importable(candidates).filter((each) => findEarlyTimes([each], context.zone).length === 0)
  for (let round = 0; round < 30; round += 1) {
    const open = openQuestions(candidates)
    if (open.size === 0) break
    for (const [key, { question, text }] of open) {
      const best =
        question.options.find((each) => each.answer === wishes.answers?.[key]) ?? question.options[0]
      if (best === undefined) throw new Error(`no answer to ${text}`)
      asked.push(text)
      answers.set(key, best.answer)
      if (best.choice !== undefined) {
        choice = { ...choice, ...best.choice }
        table = await read()
      }
    }
    candidates = await check()
  }
  const early = findEarlyTimes(
    candidates.filter((each) => each.problems.length === 0),
    context.zone,
  )
  if (early.length > 0) {
    asked.push('overnight')
    for (const { column, rows, to } of movesToNextDay(early, (key) => table.guess.indexOf(key))) {
      await session.handle({ type: 'fix', rows, column, text: to })
    }
    candidates = await check()
  }
  const notes = [...table.notes, ...replies.flatMap((each) => (each.type === 'arranged' ? each.notes : []))]
  return {
    asked,
    silent: silent.map((each) => planText(each, context.zone)),
    plans: importable(candidates).map((each) => planText(each, context.zone)),
    problems: candidates.flatMap((each) =>
      each.problems.map(({ row, message }) => `row ${table.rowNumbers[row]}: ${textOf(english.t, message)}`),
    ),
    notes: notes.map((each) => textOf(english.t, each)),
    candidates,
    mapping: table.guess,
  }
}

function importable(candidates: readonly ImportCandidate[]): readonly ImportCandidate[] {
  return candidates.filter((each) => each.problems.length === 0)
}

function openQuestions(
  candidates: readonly ImportCandidate[],
): ReadonlyMap<string, { question: Question; text: string }> {
  const found = new Map<string, { question: Question; text: string }>()
  for (const { question, message } of candidates.flatMap((each) => each.problems)) {
    if (question === undefined || found.has(question.key)) continue
    found.set(question.key, { question, text: textOf(english.t, message) })
  }
  return found
}

/** `A-1 driver=D1 24 05:55–07:00 [Depot 41.88/-87.63 @05:55–06:10]`: what is empty is left out. */
export function planText({ plan }: Pick<ImportCandidate, 'plan'>, zone: string): string {
  const at = (instant: string | null): string => {
    if (instant === null) return ''
    const wall = Temporal.Instant.from(instant).toZonedDateTimeISO(zone)
    return `${String(wall.month).padStart(2, '0')}-${String(wall.day).padStart(2, '0')} ${wall.toPlainTime().toString().slice(0, 5)}`
  }
  const span = (from: string | null, to: string | null): string =>
    to === null ? at(from) : `${at(from)}–${at(to)}`
  const stops = plan.stops.map((stop) => {
    const place = stop.latitude === null ? '' : `${stop.latitude}/${stop.longitude}`
    const times = span(stop.scheduledArrival, stop.scheduledDeparture)
    return [stop.locationName ?? '', place, times === '' ? '' : `@${times}`]
      .filter((each) => each !== '')
      .join(' ')
  })
  return [
    plan.reference,
    plan.driverSourceId === null ? '' : `driver=${plan.driverSourceId}`,
    plan.vehicleSourceId === null ? '' : `vehicle=${plan.vehicleSourceId}`,
    span(plan.startsAt, plan.endsAt),
    plan.totalDistance === null ? '' : `${plan.totalDistance}${plan.totalDistanceUnit}`,
    stops.length === 0 ? '' : `[${stops.join(' > ')}]`,
  ]
    .filter((each) => each !== '')
    .join(' ')
}
