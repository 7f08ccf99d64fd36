import type { Log } from '../log.ts'
import { answerProblem, problemOf } from './answer-problem.ts'

/** Files and feeds are read by programs: what goes wrong with them is problem+json, not a page. */
export async function forPrograms(
  { log }: { log: Log },
  request: Request,
  answer: () => Promise<Response>,
): Promise<Response> {
  try {
    return await answer()
  } catch (error) {
    return answerProblem(request, problemOf(log, request, error))
  }
}
