/** Messages of the sync area. */
export const sync = {} as const
