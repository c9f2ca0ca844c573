import { stringifyWireJson } from '../../../../catena/wire-json.ts'

/**
 * A short hash of a text: two 32-bit FNV-1a runs with different starts, 16 hex digits. It tells versions of one
 * workflow apart and protects against nothing.
 */
export function hashText(text: string): string {
  let a = 0x811c9dc5
  let b = 0x01000193
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index)
    a = Math.imul(a ^ code, 0x01000193)
    b = Math.imul(b ^ code, 0x85ebca6b)
  }
  return hex(a) + hex(b)
}

/** {@link hashText} of a value, independent of the order of its fields. */
export function hashValue(value: unknown): string {
  return hashText(canonicalText(value))
}

/** The value as JSON with sorted field names, without fields that are null, undefined or empty lists. */
export function canonicalText(value: unknown): string {
  return stringifyWireJson(canonical(value) ?? null)
}

function canonical(value: unknown): unknown {
  if (value === null || value === undefined) return undefined
  if (Array.isArray(value))
    return value.length === 0 ? undefined : value.map((each) => canonical(each) ?? null)
  if (typeof value !== 'object') return value
  const entries = Object.entries(value)
    .map(([name, each]): [string, unknown] => [name, canonical(each)])
    .filter(([, each]) => each !== undefined)
    .sort(([x], [y]) => (x < y ? -1 : 1))
  return Object.fromEntries(entries)
}

function hex(value: number): string {
  return (value >>> 0).toString(16).padStart(8, '0')
}
