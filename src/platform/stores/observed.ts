/** Told of the start of a call; what it gives back is told of its end. @param error null: it worked */
export type CallObserver = (port: string, operation: string) => (error: unknown) => void

/** Answered from memory and asked with every request: to measure it would cost more than it. */
const UNOBSERVED: ReadonlySet<unknown> = new Set(['currentNow', 'heldLease'])

/** The same port; each call whose answer has to be waited for is told of. */
export function observedPort<T extends object>(port: T, name: string, observer: CallObserver): T {
  const known = new Map<unknown, unknown>()
  return new Proxy(port, {
    get(target, key) {
      const before = known.get(key)
      if (before !== undefined) return before
      const value: unknown = Reflect.get(target, key)
      if (typeof value !== 'function' || UNOBSERVED.has(key)) return value
      const observed = (...args: unknown[]) => {
        const end = observer(name, String(key))
        return watched(() => Reflect.apply(value, target, args), end)
      }
      known.set(key, observed)
      return observed
    },
  })
}

function watched(call: () => unknown, end: (error: unknown) => void): unknown {
  try {
    const answer = call()
    if (answer instanceof Promise) {
      answer.then(() => end(null), end)
      return answer
    }
    if (isBatches(answer)) return batches(answer, end)
    end(null)
    return answer
  } catch (error) {
    end(error)
    throw error
  }
}

async function* batches(all: AsyncIterable<unknown>, end: (error: unknown) => void) {
  let failed: unknown = null
  try {
    yield* all
  } catch (error) {
    failed = error
    throw error
  } finally {
    end(failed)
  }
}

const isBatches = (answer: unknown): answer is AsyncIterable<unknown> =>
  typeof answer === 'object' && answer !== null && Symbol.asyncIterator in answer
