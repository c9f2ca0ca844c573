import { messageRef, type StoredText } from '../../../../../shared/text/stored-text.ts'
import { TypedError } from '../../../../../shared/util/typed-error.ts'

/** The most bytes of a file. */
export const MAX_FILE_BYTES = 64 * 1024 * 1024
/** The most rows of an import. */
export const MAX_ROWS = 200_000
/** The most columns of a table. */
export const MAX_COLUMNS = 400
/** The most cells of a table. */
export const MAX_CELLS = 3_000_000
/** The most characters of a cell. */
export const MAX_CELL = 1_048_576
/** The most bytes to which one part of a workbook may unpack. */
export const MAX_UNPACKED_BYTES = 160 * 1024 * 1024
/** How many times its packed size a part of a workbook may take, once it is over {@link FREE_BYTES}. */
export const MAX_RATIO = 150
/** Parts of this size are never refused for their ratio. */
export const FREE_BYTES = 16 * 1024 * 1024
/** The longest time that reading a file may take, in milliseconds. */
export const MAX_READING_MS = 60_000

/** Refuses a file that is over a limit. */
export function tooLarge(message: StoredText): TypedError {
  return new TypedError('import.tooLarge', message)
}

/** Counts what has been read of one table, and refuses it at the first that is too much. */
export interface TableBudget {
  /** @throws TypedError `import.tooLarge` */
  addRow(cells: readonly string[]): void
  /** @throws TypedError `import.tooLarge` when the table has a cell in this column, from 0. */
  checkColumn(column: number): void
}

/** A budget for the file of this name. */
export function createBudget(name: string): TableBudget {
  let [rows, cellCount] = [0, 0]
  function checkColumn(column: number): void {
    if (column < MAX_COLUMNS) return
    throw tooLarge(messageRef('exchange.failure.tooManyColumns', { file: name, limit: MAX_COLUMNS }))
  }
  return {
    checkColumn,
    addRow(cells) {
      rows += 1
      cellCount += cells.length
      checkColumn(cells.length - 1)
      if (rows > MAX_ROWS)
        throw tooLarge(messageRef('exchange.failure.tooManyRows', { file: name, limit: MAX_ROWS }))
      if (cellCount > MAX_CELLS)
        throw tooLarge(messageRef('exchange.failure.tooManyCells', { file: name, limit: MAX_CELLS }))
      for (const cell of cells) {
        if (cell.length > MAX_CELL) throw tooLarge(messageRef('exchange.failure.largeCell', { file: name }))
      }
    },
  }
}
