import { inEnglish, type Message, MessageError, message } from '../language/message.ts'

/** What is wrong with one parameter or field. */
export type FieldError = { parameter: string; message: Message }

type Details = {
  errors?: FieldError[]
  headers?: Record<string, string>
  /** No page can be made for a request like this */
  problemOnly?: boolean
}

/** An answer other than success, in words that may be shown to anybody. */
export class HttpError extends MessageError {
  constructor(
    readonly status: number,
    words: Message,
    readonly details: Details = {},
  ) {
    super(words)
  }
}

/** Refuses a request for what is wrong with its fields; at least one is. */
export const refusal = (status: 400 | 422, errors: FieldError[]): HttpError =>
  new HttpError(status, problemsOf(errors), { errors })

/** All that is wrong with a request, in one line. */
export const problemsOf = (errors: FieldError[]): Message =>
  errors
    .map(({ parameter, message: problem }) =>
      message('{parameter}: {problem}', { parameter, problem }),
    )
    .reduce((problems, problem) => message('{problems}; {problem}', { problems, problem }))

/** As the API names it. */
export const fieldsInEnglish = (errors: FieldError[] = []) =>
  errors.map(({ parameter, message: problem }) => ({ parameter, message: inEnglish(problem) }))

/** Ends a request before any route: thrown, as Elysia passes its later hooks by when something else is answered early. */
export class Answered extends Error {
  constructor(readonly response: Response) {
    super('answered early')
  }
}

/** Readers wait for the first import: a promise, not a failure. */
export class NoSnapshot extends HttpError {
  constructor() {
    super(503, message('The first import has not been published yet; ask again in a moment.'), {
      headers: { 'retry-after': '2' },
    })
  }
}

/** What is our fault; `instance` names it in the log. */
export const unexpected = (instance: string): HttpError =>
  new HttpError(500, message('This is our fault. It is in the log as {instance}.', { instance }))

export const notFound = (what: Message) => new HttpError(404, what)
