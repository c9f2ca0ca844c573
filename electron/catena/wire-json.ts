import { isInteger, isSafeNumber, LosslessNumber, parse, stringify } from 'lossless-json'

/**
 * JSON on the wire to Catena. Integers beyond 2^53 (`h3_index_11`) are `bigint` in both directions; everything else is
 * as in `JSON.parse` and `JSON.stringify`.
 */

/** @throws SyntaxError when the text is not JSON. */
export function parseWireJson(text: string): unknown {
  return parse(text, undefined, (digits) => {
    if (isSafeNumber(digits) || !isInteger(digits)) return Number(digits)
    return BigInt(digits)
  })
}

/** The text to send. `undefined` members are left out. */
export function stringifyWireJson(value: unknown): string {
  const text = stringify(value, (_key, each: unknown) =>
    typeof each === 'bigint' ? new LosslessNumber(each.toString()) : each,
  )
  if (text === undefined) throw new TypeError('nothing to send')
  return text
}
