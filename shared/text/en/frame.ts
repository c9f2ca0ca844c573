/** Messages of the frame area. */
export const frame = {} as const
