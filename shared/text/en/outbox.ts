/** Messages of the outbox area. */
export const outbox = {} as const
