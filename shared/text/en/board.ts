/** Messages of the board area. */
export const board = {} as const
