/** Messages of the start area. */
export const start = {} as const
