/** Messages of the editor area. */
export const editor = {} as const
