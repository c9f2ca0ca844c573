import type { DistanceUnit } from '../../../../shared/model/plan/workflow.ts'
import type { StoredText } from '../../../../shared/text/stored-text.ts'
import { type AssembleOptions, assemble, groupRows, type ImportCandidate } from './assemble.ts'
import type { ImportContext } from './cells/cell-reading.ts'
import { type ColumnMapping, guessMapping } from './columns.ts'
import { languageOfHeader } from './file-language.ts'
import { type ReadChoice, readTable, type SourceTable } from './read-table.ts'

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
      readonly guess: ColumnMapping
    }
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
interface Answers {
  readonly reply: (message: ImportReply) => void
  /** Gives way, so that the next request can come in. */
  readonly pause: () => Promise<void>
}

/** One checking of a file, with what it needs to check some rows again. */
interface Checking {
  readonly source: SourceTable
  readonly options: AssembleOptions
  /** The rows of each workflow. */
  readonly groups: readonly (readonly number[])[]
  /** The index in `groups` of each row. */
  readonly groupOfRow: readonly number[]
  isRunning: boolean
}

/** @param reply called for every answer, in order. @param pause gives way between chunks. */
export function createImportSession(
  reply: (message: ImportReply) => void,
  pause: () => Promise<void>,
): ImportSession {
  const answers: Answers = { reply, pause }
  const fixes = new Map<string, string>()
  let table: SourceTable | null = null
  let checking: Checking | null = null

  async function check(wanted: CheckingWanted): Promise<void> {
    if (table === null) throw new Error('no file has been read')
    const current = createChecking(table, wanted, fixes)
    checking = current
    await runChecking(current, answers, () => checking === current)
  }
  async function fix(request: Extract<ImportRequest, { type: 'fix' }>): Promise<void> {
    if (checking === null) throw new Error('nothing has been checked yet')
    keepFixes(fixes, request)
    const touched = groupsToCheck(checking, request)
    if (touched === 'all') return check(checking.options)
    const candidates = candidatesOf(checking, touched)
    reply({ type: 'fixed', candidates, cells: badCells(checking, candidates) })
  }
  return {
    async handle(request) {
      switch (request.type) {
        case 'read':
          fixes.clear()
          table = await read(request, answers)
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
  { reply }: Answers,
): Promise<SourceTable> {
  const table = await readTable(name, bytes, choice, (done) =>
    reply({ type: 'progress', phase: 'reading', done, total: null }),
  )
  reply({
    type: 'table',
    header: table.header,
    sample: table.rows.slice(0, SAMPLE_ROWS),
    rowCount: table.rows.length,
    rowNumbers: table.rowNumbers,
    format: table.format,
    notes: table.notes,
    workbook: table.workbook,
    guess: guessMapping(table.header),
  })
  return table
}

/** What a checking is asked for with. */
type CheckingWanted = Omit<Extract<ImportRequest, { type: 'assemble' }>, 'type'>

function createChecking(
  source: SourceTable,
  { mapping, context, defaultConnectionId, defaultDistanceUnit }: CheckingWanted,
  fixes: ReadonlyMap<string, string>,
): Checking {
  const options: AssembleOptions = {
    mapping,
    context: { ...context, fileLanguage: languageOfHeader(source.header) },
    defaultConnectionId,
    defaultDistanceUnit,
    fixes,
    readings: new Map(),
  }
  const groups = groupRows(source, options)
  const groupOfRow: number[] = new Array(source.rows.length).fill(0)
  for (const [group, rows] of groups.entries()) for (const row of rows) groupOfRow[row] = group
  return { source, options, groups, groupOfRow, isRunning: true }
}

/** Checks chunk after chunk, for as long as it is the current one. An empty file gets one empty answer. */
async function runChecking(
  checking: Checking,
  { reply, pause }: Answers,
  isCurrent: () => boolean,
): Promise<void> {
  const { source, groups } = checking
  let done = 0
  for (let start = 0; start < groups.length || start === 0; start += CHUNK) {
    const chunk = Array.from({ length: Math.min(CHUNK, groups.length - start) }, (_, index) => start + index)
    const candidates = candidatesOf(checking, chunk)
    reply({
      type: 'candidates',
      candidates,
      cells: badCells(checking, candidates),
      isFirst: start === 0,
      isLast: start + CHUNK >= groups.length,
    })
    done += candidates.reduce((sum, each) => sum + each.rows.length, 0)
    reply({ type: 'progress', phase: 'checking', done, total: source.rows.length })
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

/** Which workflows a correction changes. A correction of a column that groups rows, or of many workflows, changes all. */
function groupsToCheck(
  { options, groupOfRow, isRunning }: Checking,
  { rows, column }: Extract<ImportRequest, { type: 'fix' }>,
): readonly number[] | 'all' {
  const key = options.mapping[column] ?? null
  const touched = new Set(rows.map((row) => groupOfRow[row] ?? -1))
  const isAll = key === 'workflowId' || key === 'reference' || isRunning || touched.size > CHUNK
  return isAll ? 'all' : [...touched]
}

function candidatesOf(
  { source, options, groups }: Checking,
  wanted: readonly number[],
): readonly ImportCandidate[] {
  return wanted.flatMap((group) => {
    const rows = groups[group]
    return rows === undefined ? [] : [assemble(source, rows, options)]
  })
}

/** The rows that have a bad cell, with the corrections made so far. */
function badCells({ source, options }: Checking, candidates: readonly ImportCandidate[]): BadCells {
  const rows = new Set(candidates.flatMap((each) => each.problems.map((problem) => problem.row)))
  return [...rows].map((row) => {
    const cells = (source.rows[row] ?? []).map(
      (cell, column) => options.fixes.get(`${row}:${column}`) ?? cell,
    )
    return [row, cells] as const
  })
}
