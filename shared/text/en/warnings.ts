/** Messages of the warnings area. */
export const warnings = {} as const
