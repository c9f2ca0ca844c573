import type { Connection, Driver, Vehicle } from '../../../../../shared/model/reference.ts'
import { messageRef, type StoredText } from '../../../../../shared/text/stored-text.ts'
import { connectionName } from '../../../../components/display/connection-label.ts'
import { normalHeading } from '../file-language.ts'
import { type CellReading, problem, value } from './cell-reading.ts'

function isMangled(text: string): boolean {
  return /^\d(?:[.,]\d+)?E\+\d+$/i.test(text)
}

function rounded(text: string): CellReading {
  return problem(messageRef('exchange.cell.idRounded', { text }))
}

/** An id as Catena knows it. A spreadsheet may have rounded it to `1.23E+15`. */
export function readId(text: string): CellReading {
  return isMangled(text) ? rounded(text) : value(text)
}

/** An H3 index: digits that a spreadsheet may have rounded. */
export function readDigits(text: string): CellReading {
  if (/^\d{1,20}$/.test(text)) return value(text)
  return isMangled(text) ? rounded(text) : problem(messageRef('exchange.cell.notH3Index'))
}

/** The id of a TSP connection, from its id or its name. */
export function readConnection(text: string, connections: readonly Connection[]): CellReading {
  const wanted = normalHeading(text)
  const found = connections.filter(
    (each) =>
      each.id === text ||
      [each.description, each.sourceName, connectionName(each)].some(
        (name) => name !== null && normalHeading(name) === wanted,
      ),
  )
  if (found.length === 1) return value(found[0]?.id)
  const suggestions = (found.length > 1 ? found : connections).slice(0, 5).map((each) => ({
    label: connectionName(each),
    text: each.id,
  }))
  if (found.length > 1) {
    const message = messageRef('exchange.cell.connectionAmbiguous', { text, count: found.length })
    return problem(message, suggestions)
  }
  if (/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(text))
    return value(text.toLowerCase())
  return problem(messageRef('exchange.cell.connectionUnknown', { text }), suggestions)
}

/** The messages about ids of drivers or of vehicles. */
interface IdMessages {
  readonly ambiguous: (text: string, count: number) => StoredText
  readonly zerosLost: StoredText
}
export const DRIVER_MESSAGES: IdMessages = {
  ambiguous: (text, count) => messageRef('exchange.cell.driverAmbiguous', { text, count }),
  zerosLost: messageRef('exchange.cell.driverZerosLost'),
}
export const VEHICLE_MESSAGES: IdMessages = {
  ambiguous: (text, count) => messageRef('exchange.cell.vehicleAmbiguous', { text, count }),
  zerosLost: messageRef('exchange.cell.vehicleZerosLost'),
}

/** The id of a driver or a vehicle, from its id or its name. */
export function readKnownId(
  text: string,
  known: readonly (Driver | Vehicle)[],
  messages: IdMessages,
): CellReading {
  if (isMangled(text)) return rounded(text)
  if (known.some((each) => each.sourceId === text)) return value(text)
  const named = known.filter((each) => normalHeading(each.name) === normalHeading(text))
  const ids = [...new Set(named.map((each) => each.sourceId))]
  if (ids.length === 1) return value(ids[0])
  if (ids.length > 1) {
    return problem(
      messages.ambiguous(text, ids.length),
      ids.slice(0, 5).map((id) => ({ label: id, text: id })),
    )
  }
  const eaten = /^\d+$/.test(text)
    ? known.filter(
        (each) => /^0+\d+$/.test(each.sourceId) && withoutZeros(each.sourceId) === withoutZeros(text),
      )
    : []
  const candidates = [...new Set(eaten.map((each) => each.sourceId))]
  if (candidates.length > 0) {
    return problem(
      messages.zerosLost,
      candidates.slice(0, 5).map((id) => ({ label: id, text: id })),
    )
  }
  return value(text) // an id this computer has not heard of: kept, and warned of on the board
}

function withoutZeros(digits: string): string {
  return digits.replace(/^0+(?=\d)/, '')
}
