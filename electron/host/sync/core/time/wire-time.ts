import { Temporal } from 'temporal-polyfill'

/** An instant of Catena's in ms since 1970; `null` when it is missing or no instant. */
export function wireTimeMs(text: string | null | undefined): number | null {
  if (text === null || text === undefined) return null
  try {
    return Temporal.Instant.from(text).epochMilliseconds
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}
