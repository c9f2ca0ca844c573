import { useCallback, useEffect, useRef, useState } from 'react'
import type { DistanceUnit } from '../../../shared/model/plan/workflow.ts'
import { messageRef, type StoredText } from '../../../shared/text/stored-text.ts'
import { TypedError } from '../../../shared/util/typed-error.ts'
import type { ImportCandidate } from './file/assemble.ts'
import type { Answers } from './file/cell-problem.ts'
import type { ImportContext } from './file/cells/cell-reading.ts'
import type { ColumnMapping } from './file/columns.ts'
import type { ImportReply, ImportRequest } from './file/import-session.ts'
import { checkFileSize, type ReadChoice } from './file/table/read-table.ts'
import { type Correction, withCorrection } from './review/corrections.ts'

/** What the worker said of the file. */
export type ImportTable = Omit<Extract<ImportReply, { type: 'table' }>, 'type'>

/** Where an import stands. */
export type ImportState =
  | { readonly step: 'idle' }
  | { readonly step: 'reading'; readonly fileName: string; readonly doneRows: number }
  | {
      readonly step: 'failed'
      readonly fileName: string
      readonly message: StoredText
      readonly code: string
    }
  | {
      readonly step: 'open'
      readonly fileName: string
      readonly table: ImportTable
      readonly candidates: readonly ImportCandidate[]
      readonly cells: ReadonlyMap<number, readonly string[]>
      readonly corrections: readonly Correction[]
      readonly answers: readonly GivenAnswer[]
      /** How the rows were arranged and read, a sentence each. */
      readonly readingNotes: readonly StoredText[]
      /** Rows checked of all; `null` when the checking is complete. */
      readonly checking: { readonly done: number; readonly total: number } | null
    }

/** The answer to a question about the file. */
export interface GivenAnswer {
  /** The key of the question. */
  readonly key: string
  readonly answer: string
  /** Question and answer as they were shown. */
  readonly question: StoredText
  readonly label: StoredText
}

/** The import of a file that has been read. */
export type OpenImport = Extract<ImportState, { step: 'open' }>

/** How the rows are to be read. */
export interface ImportChoices {
  readonly mapping: ColumnMapping
  readonly context: ImportContext
  readonly defaultConnectionId: string | null
  readonly defaultDistanceUnit: DistanceUnit | null
  readonly answers: Answers
}

/** One import: a worker that lives until the import is cancelled, done, or another file is chosen. */
export interface ImportControl {
  readonly state: ImportState
  open(file: File, choice: ReadChoice): void
  check(choices: ImportChoices): void
  correct(correction: Correction): void
  /** The file's own text counts again. */
  takeBack(correction: Correction): void
  /** Keeps the answer; the next {@link check} counts it. */
  answer(given: GivenAnswer): void
  /** The question is open again. */
  takeBackAnswer(given: GivenAnswer): void
  /** Ends the worker: nothing of it has been written. */
  cancel(): void
}

/** The screen's side of the import worker. */
export function useImport(): ImportControl {
  const [state, setState] = useState<ImportState>({ step: 'idle' })
  const worker = useRef<Worker | null>(null)

  const stop = useCallback(() => {
    worker.current?.terminate()
    worker.current = null
  }, [])
  useEffect(() => stop, [stop])

  const open = useCallback(
    (file: File, choice: ReadChoice) => {
      stop()
      const refusal = sizeRefusal(file)
      if (refusal !== null) {
        setState(failed(file.name, refusal.code, refusal.message))
        return
      }
      const started = new Worker(new URL('./file/import-worker.ts', import.meta.url), { type: 'module' })
      worker.current = started
      setState({ step: 'reading', fileName: file.name, doneRows: 0 })
      started.onmessage = (event: MessageEvent<ImportReply>) =>
        setState((before) => nextState(before, event.data, file.name))
      started.onerror = (event) =>
        setState(
          failed(
            file.name,
            'import.failed',
            messageRef('exchange.failure.stopped', { detail: event.message }),
          ),
        )
      file.arrayBuffer().then(
        (buffer) => send(started, { type: 'read', name: file.name, bytes: new Uint8Array(buffer), choice }),
        (error: unknown) => {
          const message = messageRef('exchange.failure.notOpened', { file: file.name })
          const cause = new TypedError('import.unreadable', message, error)
          setState(failed(file.name, cause.code, cause.message))
        },
      )
    },
    [stop],
  )
  const check = useCallback((choices: ImportChoices) => {
    // What the last checking found stays until this one speaks: somebody may be typing into it.
    setState((before) =>
      before.step === 'open' ? { ...before, checking: { done: 0, total: before.table.rowCount } } : before,
    )
    if (worker.current !== null) send(worker.current, { type: 'assemble', ...choices })
  }, [])
  const correct = useCallback((made: Correction) => {
    setState((before) =>
      before.step === 'open' ? { ...before, corrections: withCorrection(before.corrections, made) } : before,
    )
    const { rows, column, to } = made
    if (worker.current !== null) send(worker.current, { type: 'fix', rows, column, text: to })
  }, [])
  const takeBack = useCallback((correction: Correction) => {
    setState((before) =>
      before.step === 'open'
        ? { ...before, corrections: before.corrections.filter((each) => each !== correction) }
        : before,
    )
    const { rows, column } = correction
    if (worker.current !== null) send(worker.current, { type: 'fix', rows, column, text: null })
  }, [])
  const answer = useCallback(
    (given: GivenAnswer) => setState((before) => withAnswer(before, given.key, given)),
    [],
  )
  const takeBackAnswer = useCallback(
    (given: GivenAnswer) => setState((before) => withAnswer(before, given.key, null)),
    [],
  )
  const cancel = useCallback(() => {
    stop()
    setState({ step: 'idle' })
  }, [stop])
  return { state, open, check, correct, takeBack, answer, takeBackAnswer, cancel }
}

/** Why a file is not even read; `null` when its size is no reason. */
function sizeRefusal(file: File): TypedError | null {
  try {
    checkFileSize(file.name, file.size)
    return null
  } catch (error) {
    if (error instanceof TypedError) return error
    throw error
  }
}

function send(worker: Worker, request: ImportRequest): void {
  worker.postMessage(request)
}

function failed(fileName: string, code: string, message: StoredText): ImportState {
  return { step: 'failed', fileName, code, message }
}

/** The newest answer counts, and is listed first. */
function withAnswer(before: ImportState, key: string, given: GivenAnswer | null): ImportState {
  if (before.step !== 'open') return before
  const others = before.answers.filter((each) => each.key !== key)
  return { ...before, answers: given === null ? others : [given, ...others] }
}

/** The state after an answer of the worker. */
export function nextState(before: ImportState, reply: ImportReply, fileName: string): ImportState {
  switch (reply.type) {
    case 'failed':
      return failed(fileName, reply.code, reply.message)
    case 'table': {
      const { type: _type, ...table } = reply
      return {
        step: 'open',
        fileName,
        table,
        candidates: [],
        cells: new Map(),
        corrections: [],
        answers: [],
        readingNotes: [],
        checking: { done: 0, total: table.rowCount },
      }
    }
    case 'arranged':
      return before.step === 'open' ? { ...before, readingNotes: reply.notes } : before
    case 'progress':
      if (before.step === 'reading') return { ...before, doneRows: reply.done }
      if (before.step !== 'open' || before.checking === null) return before
      return { ...before, checking: { done: reply.done, total: reply.total ?? before.checking.total } }
    case 'candidates':
      if (before.step !== 'open') return before
      return {
        ...before,
        candidates: reply.isFirst ? reply.candidates : [...before.candidates, ...reply.candidates],
        cells: withCells(reply.isFirst ? new Map() : before.cells, reply.cells),
        checking: reply.isLast ? null : (before.checking ?? { done: 0, total: before.table.rowCount }),
      }
    case 'fixed': {
      if (before.step !== 'open') return before
      const fixed = new Map(reply.candidates.map((each) => [each.rows[0], each]))
      return {
        ...before,
        candidates: before.candidates.map((each) => fixed.get(each.rows[0]) ?? each),
        cells: withCells(before.cells, reply.cells),
      }
    }
  }
}

function withCells(
  before: ReadonlyMap<number, readonly string[]>,
  added: readonly (readonly [number, readonly string[]])[],
): ReadonlyMap<number, readonly string[]> {
  return new Map([...before, ...added])
}
