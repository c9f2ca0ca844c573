import type { Connection } from '../../../shared/model/reference.ts'
import { connectionStatusText } from '../../../shared/text/field-text.ts'
import type { Translate } from '../../../shared/text/texts.ts'

/** `Norte Freight · samsara`; once where both say the same, as in `Norte Freight · Samsara` and `samsara`. */
export function connectionName(connection: Connection): string {
  const [first, second] = [connection.description, connection.sourceName].flatMap((each) =>
    each === null || each.trim() === '' ? [] : [each.trim()],
  )
  if (first === undefined) return connection.id
  const said = first.split(' · ').map((each) => each.toLowerCase())
  return second === undefined || said.includes(second.toLowerCase()) ? first : `${first} · ${second}`
}

/** Its name, with its status when nothing can be sent to it. */
export function connectionLabel(connection: Connection, t: Translate): string {
  const name = connectionName(connection)
  return connection.status === 'active' ? name : `${name} (${connectionStatusText(connection.status, t)})`
}
