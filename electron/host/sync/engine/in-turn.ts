/** @returns a function that runs work one after the other, in the order of its calls, also after work that failed. */
export function createInTurn(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve()
  return (work) => {
    const result = last.then(work, work)
    last = result.catch(() => undefined) // the caller has the error
    return result
  }
}
