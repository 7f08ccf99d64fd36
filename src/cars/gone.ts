import type { Deps } from '../deps.ts'
import { notFound } from '../platform/http/errors.ts'
import { message } from '../platform/language/message.ts'

/** Why a car that may once have been there is not. */
export async function gone({ cars }: Deps, id: string) {
  const last = (await cars.history(id)).at(-1)
  if (last?.kind === 'gone') {
    return notFound(
      message('{car} was on the market until snapshot {snapshot} and is listed no more.', {
        car: last.title,
        snapshot: last.version - 1,
      }),
    )
  }
  return notFound(message('There is no car "{id}" on the market.', { id }))
}
