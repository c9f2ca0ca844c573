/** Ends a closed switch: a new member of the union does not compile until it is handled. @throws Error when reached. */
export function assertNever(value: never): never {
  throw new Error(`unexpected value: ${JSON.stringify(value)}`)
}
