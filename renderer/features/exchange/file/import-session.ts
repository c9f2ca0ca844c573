import type { DistanceUnit } from '../../../../shared/model/plan/workflow.ts'
import type { StoredText } from '../../../../shared/text/stored-text.ts'
import { type AssembleOptions, assemble, groupRows, type ImportCandidate } from './assemble.ts'
import { type ColumnMapping, guessMapping } from './columns.ts'
import { languageOfHeader } from './file-language.ts'
import type { ImportContext } from './read-cell.ts'
import { type ReadChoice, readTable, type SourceTable } from './read-table.ts'

/** What the screen asks of the worker, and what the worker answers. One file at a time; ending the worker cancels. */
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

/** How many candidates travel in one message: small enough that the screen never stops. */
const CHUNK = 1_000
const SAMPLE_ROWS = 20

/** The work of the import worker: no DOM, no worker, so that it runs in a test as it is. */
export interface ImportSession {
  handle(request: ImportRequest): Promise<void>
}

/** @param reply called for every answer, in order. @param pause gives way between chunks. */
export function createImportSession(
  reply: (message: ImportReply) => void,
  pause: () => Promise<void>,
): ImportSession {
  let table: SourceTable | null = null
  let options: AssembleOptions | null = null
  let groupOfRow: readonly number[] = []
  let groups: readonly number[][] = []
  let isChecking = false
  const fixes = new Map<string, string>()

  async function read(request: Extract<ImportRequest, { type: 'read' }>): Promise<void> {
    fixes.clear()
    table = await readTable(request.name, request.bytes, request.choice, (done) =>
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
  }

  async function check(request: Omit<Extract<ImportRequest, { type: 'assemble' }>, 'type'>) {
    const source = table
    if (source === null) throw new Error('no file has been read')
    const { mapping, context, defaultConnectionId, defaultDistanceUnit } = request
    const current: AssembleOptions = {
      mapping,
      context: { ...context, fileLanguage: languageOfHeader(source.header) },
      defaultConnectionId,
      defaultDistanceUnit,
      fixes,
      readings: new Map(),
    }
    options = current
    isChecking = true
    groups = groupRows(source, current)
    const owner: number[] = new Array(source.rows.length).fill(0)
    for (const [group, rows] of groups.entries()) for (const row of rows) owner[row] = group
    groupOfRow = owner
    let done = 0
    for (let start = 0; start < groups.length || start === 0; start += CHUNK) {
      const candidates = groups.slice(start, start + CHUNK).map((rows) => assemble(source, rows, current))
      const isLast = start + CHUNK >= groups.length
      reply({
        type: 'candidates',
        candidates,
        cells: badCells(source, candidates),
        isFirst: start === 0,
        isLast,
      })
      done += candidates.reduce((sum, each) => sum + each.rows.length, 0)
      reply({ type: 'progress', phase: 'checking', done, total: source.rows.length })
      await pause()
      if (options !== current) return // asked again meanwhile: the newer checking answers
    }
    isChecking = false
  }

  /** A correction of a few workflows is answered by these alone; any other is a new checking of everything. */
  async function fix(request: Extract<ImportRequest, { type: 'fix' }>): Promise<void> {
    const { rows, column, text } = request
    const [source, current] = [table, options]
    if (source === null || current === null) throw new Error('nothing has been checked yet')
    for (const row of rows) {
      if (text === null) fixes.delete(`${row}:${column}`)
      else fixes.set(`${row}:${column}`, text)
    }
    const touched = new Set(rows.map((row) => groupOfRow[row] ?? -1))
    const key = current.mapping[column] ?? null
    const isRegrouped = key === 'workflowId' || key === 'reference'
    if (isRegrouped || isChecking || touched.size > CHUNK) return check(current)
    const candidates = [...touched].flatMap((group) => {
      const own = groups[group]
      return own === undefined ? [] : [assemble(source, own, current)]
    })
    reply({ type: 'fixed', candidates, cells: badCells(source, candidates) })
  }

  function badCells(source: SourceTable, candidates: readonly ImportCandidate[]): BadCells {
    const rows = new Set(candidates.flatMap((each) => each.problems.map((problem) => problem.row)))
    return [...rows].map((row) => {
      const cells = (source.rows[row] ?? []).map((cell, column) => fixes.get(`${row}:${column}`) ?? cell)
      return [row, cells] as const
    })
  }

  return {
    async handle(request) {
      switch (request.type) {
        case 'read':
          return read(request)
        case 'assemble':
          return check(request)
        case 'fix':
          return fix(request)
      }
    },
  }
}
