import type { DistanceUnit } from '../../../../shared/model/plan/workflow.ts'
import { messageRef, type StoredText } from '../../../../shared/text/stored-text.ts'
import { type AssembleOptions, assemble, type ImportCandidate } from './assemble.ts'
import type { Answers } from './cell-problem.ts'
import type { ImportContext } from './cells/cell-reading.ts'
import { type ColumnMapping, guessMapping } from './columns.ts'
import type { ImportKey } from './file-language.ts'
import { groupRows, type RowGroups } from './structure/group-rows.ts'
import { guessFromContent } from './structure/guess-from-content.ts'
import { dateOrderNotes, hiddenColumnNotes } from './structure/reading-notes.ts'
import { createRowReader, type RowReader } from './structure/row-reader.ts'
import { MAX_READING_MS, tooLarge } from './table/limits.ts'
import { type ReadChoice, readTable, type SourceTable } from './table/read-table.ts'

/** A request of the screen to the worker, which holds one file. Terminating the worker cancels. */
export type ImportRequest =
  | {
      readonly type: 'read'
      readonly name: string
      readonly bytes: Uint8Array
      readonly choice: ReadChoice
    }
  | {
      readonly type: 'assemble'
      readonly mapping: ColumnMapping
      readonly context: ImportContext
      readonly defaultConnectionId: string | null
      readonly defaultDistanceUnit: DistanceUnit | null
      /** The answers given so far, by the keys of their questions. */
      readonly answers?: Answers
    }
  | {
      readonly type: 'fix'
      readonly rows: readonly number[]
      readonly column: number
      /** In place of the file's text; `null` = the file's own text counts again. */
      readonly text: string | null
    }

/** What the worker answers. */
export type ImportReply =
  | {
      readonly type: 'progress'
      readonly phase: 'reading' | 'checking'
      readonly done: number
      readonly total: number | null
    }
  | {
      readonly type: 'table'
      readonly header: readonly string[]
      readonly sample: readonly (readonly string[])[]
      readonly rowCount: number
      readonly rowNumbers: readonly number[]
      readonly format: StoredText
      readonly notes: readonly StoredText[]
      readonly workbook: SourceTable['workbook']
      readonly encodings: SourceTable['encodings']
      /** Row of the file on which the headings stand. */
      readonly headerRow: number
      readonly guess: ColumnMapping
    }
  /** How the rows were arranged and read, a sentence each. Comes before the candidates. */
  | { readonly type: 'arranged'; readonly notes: readonly StoredText[] }
  | {
      readonly type: 'candidates'
      readonly candidates: readonly ImportCandidate[]
      readonly cells: BadCells
      /** The first of a checking replaces what an earlier checking found: two can be asked for in a row. */
      readonly isFirst: boolean
      readonly isLast: boolean
    }
  | { readonly type: 'fixed'; readonly candidates: readonly ImportCandidate[]; readonly cells: BadCells }
  | { readonly type: 'failed'; readonly code: string; readonly message: StoredText }

/** The whole text of the rows that have a bad cell, by row: what the screen shows around it. */
export type BadCells = readonly (readonly [row: number, cells: readonly string[]])[]

/** The most candidates in one message, few enough that reading it does not stop the screen. */
const CHUNK = 1_000
const SAMPLE_ROWS = 20

/** The work of the import worker, without the worker, so that a test can run it. */
export interface ImportSession {
  handle(request: ImportRequest): Promise<void>
}

/** How a session answers. */
interface SessionPorts {
  readonly reply: (message: ImportReply) => void
  /** Gives way, so that the next request can come in. */
  readonly pause: () => Promise<void>
  /** A clock that counts milliseconds, for the limit of reading. */
  readonly nowMs: () => number
}

/** One checking of a file, with what it needs to check some rows again. */
interface Checking {
  readonly wanted: CheckingWanted
  readonly reader: RowReader
  readonly options: AssembleOptions
  /** The rows of each workflow. */
  readonly groups: readonly (readonly number[])[]
  /** The index in `groups` of each row; -1 = the row is left out. */
  readonly groupOfRow: readonly number[]
  isRunning: boolean
}

/**
 * @param reply called for every answer, in order.
 * @param pause gives way between chunks.
 * @param nowMs the clock of the limit of reading; without one there is no limit */
export function createImportSession(
  reply: (message: ImportReply) => void,
  pause: () => Promise<void>,
  nowMs: () => number = () => 0,
): ImportSession {
  const ports: SessionPorts = { reply, pause, nowMs }
  const fixes = new Map<string, string>()
  let table: SourceTable | null = null
  let checking: Checking | null = null

  async function check(wanted: CheckingWanted): Promise<void> {
    if (table === null) throw new Error('no file has been read')
    const current = createChecking(table, wanted, fixes)
    checking = current
    await runChecking(current, ports, () => checking === current)
  }
  async function fix(request: Extract<ImportRequest, { type: 'fix' }>): Promise<void> {
    if (checking === null) throw new Error('nothing has been checked yet')
    keepFixes(fixes, request)
    const touched = groupsToCheck(checking, request)
    if (touched === 'all') return check(checking.wanted)
    const candidates = candidatesOf(checking, touched)
    reply({ type: 'fixed', candidates, cells: badCells(checking, candidates) })
  }
  return {
    async handle(request) {
      switch (request.type) {
        case 'read':
          fixes.clear()
          table = await read(request, ports)
          return
        case 'assemble':
          return check(request)
        case 'fix':
          return fix(request)
      }
    },
  }
}

async function read(
  { name, bytes, choice }: Extract<ImportRequest, { type: 'read' }>,
  { reply, nowMs }: SessionPorts,
): Promise<SourceTable> {
  const startedMs = nowMs()
  const table = await readTable(name, bytes, choice, (done) => {
    if (nowMs() - startedMs > MAX_READING_MS) {
      throw tooLarge(messageRef('exchange.failure.tooSlow', { file: name, seconds: MAX_READING_MS / 1000 }))
    }
    reply({ type: 'progress', phase: 'reading', done, total: null })
  })
  const { rows, doubts, above: _above, fileName: _fileName, ...said } = table
  const guess = guessFromContent(guessMapping(table.header), table)
  reply({
    type: 'table',
    ...said,
    sample: rows.slice(0, SAMPLE_ROWS),
    rowCount: rows.length,
    notes: [...table.notes, ...hiddenColumnNotes(table, guess)],
    guess: guess.map((key, column) => (doubts.hiddenColumns.has(column) ? null : key)),
  })
  return table
}

/** What a checking is asked for with. */
type CheckingWanted = Omit<Extract<ImportRequest, { type: 'assemble' }>, 'type'>

function createChecking(
  table: SourceTable,
  wanted: CheckingWanted,
  fixes: ReadonlyMap<string, string>,
): Checking {
  const { mapping, context, defaultConnectionId, defaultDistanceUnit, answers = new Map() } = wanted
  const reader = createRowReader(table, { mapping, context, answers, fixes })
  const hasColumns = mapping.some((key) => key !== null)
  const { groups, problems } = hasColumns ? groupRows(reader, answers) : NO_GROUPS
  const options = { answers, defaultConnectionId, defaultDistanceUnit, rowProblems: problems }
  return { wanted, reader, options, groups, groupOfRow: groupsByRow(table, groups), isRunning: true }
}

/** Nothing can be imported while no column is read. */
const NO_GROUPS: RowGroups = { groups: [], problems: new Map() }

function groupsByRow(table: SourceTable, groups: RowGroups['groups']): readonly number[] {
  const groupOfRow: number[] = new Array(table.rows.length).fill(-1)
  for (const [group, rows] of groups.entries()) for (const row of rows) groupOfRow[row] = group
  return groupOfRow
}

/** Checks chunk after chunk, for as long as it is the current one. An empty file gets one empty answer. */
async function runChecking(
  checking: Checking,
  { reply, pause }: SessionPorts,
  isCurrent: () => boolean,
): Promise<void> {
  const { reader, groups } = checking
  reply({ type: 'arranged', notes: [...reader.arranged.notes, ...dateOrderNotes(reader)] })
  let done = 0
  for (let start = 0; start < groups.length || start === 0; start += CHUNK) {
    const chunk = Array.from({ length: Math.min(CHUNK, groups.length - start) }, (_, index) => start + index)
    const candidates = candidatesOf(checking, chunk)
    const isLast = start + CHUNK >= groups.length
    reply({
      type: 'candidates',
      candidates,
      cells: badCells(checking, candidates),
      isFirst: start === 0,
      isLast,
    })
    done += chunk.reduce((sum, group) => sum + (groups[group]?.length ?? 0), 0)
    reply({ type: 'progress', phase: 'checking', done, total: reader.table.rows.length })
    await pause()
    // A newer checking was asked for meanwhile, and answers from now on.
    if (!isCurrent()) return
  }
  checking.isRunning = false
}

function keepFixes(
  fixes: Map<string, string>,
  { rows, column, text }: Extract<ImportRequest, { type: 'fix' }>,
): void {
  for (const row of rows) {
    if (text === null) fixes.delete(`${row}:${column}`)
    else fixes.set(`${row}:${column}`, text)
  }
}

/** Which workflows a correction changes. A correction of many workflows, or after which rows are grouped anew, changes all. */
function groupsToCheck(
  checking: Checking,
  { rows, column }: Extract<ImportRequest, { type: 'fix' }>,
): readonly number[] | 'all' {
  const { reader, groups, groupOfRow, isRunning, options } = checking
  const touched = new Set(rows.map((row) => groupOfRow[row] ?? -1))
  if (isRunning || touched.size > CHUNK || touched.has(-1)) return 'all'
  const key = reader.mapping[column] ?? null
  if (key !== null && GROUPING_KEYS.includes(key)) {
    const anew = groupRows(reader, options.answers).groups
    const isSame =
      anew.length === groups.length && [...touched].every((group) => isEqual(anew[group], groups[group]))
    if (!isSame) return 'all'
  }
  return [...touched]
}

const GROUPING_KEYS: readonly ImportKey[] = [
  'workflowId',
  'reference',
  'start',
  'day',
  'startDay',
  'arrivalDay',
  'scheduledArrival',
  'scheduledDeparture',
  'stopOrder',
  'driver',
  'vehicle',
]

function isEqual(a: readonly number[] | undefined, b: readonly number[] | undefined): boolean {
  return a?.length === b?.length && (a ?? []).every((each, index) => each === b?.[index])
}

function candidatesOf(
  { reader, options, groups }: Checking,
  wanted: readonly number[],
): readonly ImportCandidate[] {
  return wanted.flatMap((group) => {
    const rows = groups[group]
    const candidate = rows === undefined ? null : assemble(reader, rows, options)
    return candidate === null ? [] : [candidate]
  })
}

/** The rows that have a bad cell, with the corrections made so far. */
function badCells({ reader }: Checking, candidates: readonly ImportCandidate[]): BadCells {
  const rows = new Set(candidates.flatMap((each) => each.problems.map((problem) => problem.row)))
  return [...rows].map((row) => {
    const cells = (reader.table.rows[row] ?? []).map((_cell, column) => reader.textAt(row, column))
    return [row, cells] as const
  })
}
