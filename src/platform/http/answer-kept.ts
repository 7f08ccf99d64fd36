import { Elysia } from 'elysia'
import { remembered } from '../remembered.ts'
import { contextOf } from './context.ts'
import { answerWith, isImpersonal, type KeptAnswers, keyOf } from './kept-answers.ts'
import type { HttpMetrics, Told } from './metrics.ts'

type Settings = {
  /** null: nothing is kept */
  answers: KeptAnswers | null
  /** The version of the market that readers see; null: there is none, or only the database knows */
  version(): string | null
  observing: HttpMetrics['observing']
  tell?: Told | undefined
}

/**
 * Answers what is kept, before anything of the request is read but its head. What is made later is kept by `respond`,
 * where its route gave a tag: all that the answer depends on.
 */
export function answerKept({ answers, version, observing, tell }: Settings) {
  const plugin = new Elysia({ name: 'answer-kept' })
  if (answers === null) return plugin
  const counting = (status: string) =>
    remembered((route) => observing({ method: 'GET', route, status }))
  const [whole, held] = [counting('200'), counting('304')]
  return plugin.onRequest(({ request, set }) => {
    if (!isImpersonal(request)) return
    const context = contextOf(request)
    context.answers = answers
    const current = version()
    const kept = current === null ? undefined : answers.find(keyOf(request, current))
    if (kept === undefined) return
    context.route = kept.route
    const response = answerWith(request, kept)
    for (const name in set.headers) response.headers.set(name, String(set.headers[name]))
    // They are in it: Elysia would copy all headers once more.
    set.headers = {}
    const count = response.status === 304 ? held(kept.route) : whole(kept.route)
    const seconds = (performance.now() - context.started) / 1000
    count(seconds)
    if (tell) {
      const { status } = response
      const bytes = status === 304 ? 0 : kept.bytes
      tell(request, { route: kept.route, status, seconds, bytes })
    }
    return response
  })
}
