/**
 * One pass over a source for `count` readers, each of which waits for the slowest.
 * @returns `reader` makes one of them; `fail` ends the pass, and all of them hear the error
 */
export function inStep<T>(source: AsyncIterable<T>, count: number) {
  const from = source[Symbol.asyncIterator]()
  let waiting = 0
  let turn = Promise.withResolvers<IteratorResult<T>>()
  let failed: { error: unknown } | null = null

  async function next(): Promise<IteratorResult<T>> {
    if (failed) throw failed.error
    const { promise, resolve, reject } = turn
    waiting += 1
    if (waiting === count) {
      waiting = 0
      turn = Promise.withResolvers()
      from.next().then(resolve, reject)
    }
    return promise
  }
  return {
    async *reader(): AsyncGenerator<T> {
      for (let found = await next(); !found.done; found = await next()) yield found.value
    },
    fail(error: unknown): void {
      if (failed) return
      failed = { error }
      if (waiting > 0) turn.reject(error)
    },
  }
}
