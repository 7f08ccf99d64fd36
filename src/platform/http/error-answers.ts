import { Elysia } from 'elysia'
import { contextOf } from './context.ts'
import { Answered } from './errors.ts'

/** Every error of what is registered after it becomes an answer, and none leaves this server by itself. */
export const errorAnswers = (answer: (request: Request, error: unknown) => Promise<Response>) =>
  new Elysia({ name: 'error-answers' }).onError({ as: 'global' }, async ({ request, error }) => {
    const answered = error instanceof Answered ? error.response : await answer(request, error)
    contextOf(request).status = answered.status
    return answered
  })
