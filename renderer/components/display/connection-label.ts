import type { Connection } from '../../../shared/model/reference.ts'
import { connectionStatusText } from '../../../shared/text/field-text.ts'
import type { Translate } from '../../../shared/text/texts.ts'

/** The description and the source of a connection: `Norte Freight · samsara`. The source is left out where the description contains it. */
export function connectionName(connection: Connection): string {
  const [first, second] = [connection.description, connection.sourceName].flatMap((each) =>
    each === null || each.trim() === '' ? [] : [each.trim()],
  )
  if (first === undefined) return connection.id
  const said = first.split(' · ').map((each) => each.toLowerCase())
  return second === undefined || said.includes(second.toLowerCase()) ? first : `${first} · ${second}`
}

/** The name of a connection; with its status, unless it is active. */
export function connectionLabel(connection: Connection, t: Translate): string {
  const name = connectionName(connection)
  return connection.status === 'active' ? name : `${name} (${connectionStatusText(connection.status, t)})`
}
