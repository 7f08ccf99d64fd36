/** What is wrong with one parameter or field. */
export type FieldError = { parameter: string; message: string }

type Details = {
  errors?: FieldError[]
  headers?: Record<string, string>
  /** No page can be made for a request like this */
  problemOnly?: boolean
}

/** An answer other than success, in words that may be shown to anybody. */
export class HttpError extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly details: Details = {},
  ) {
    super(message)
  }
}

/** Ends a request before any route: thrown, as Elysia passes its later hooks by when something else is answered early. */
export class Answered extends Error {
  constructor(readonly response: Response) {
    super('answered early')
  }
}

export const TITLES: Record<number, string> = {
  400: 'Bad request',
  401: 'Not signed in',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Method not allowed',
  408: 'Too slow',
  409: 'Conflict',
  413: 'Too large',
  414: 'Address too long',
  415: 'Unsupported media type',
  422: 'Not acceptable as it is',
  429: 'Too many requests',
  500: 'Something broke',
  503: 'Not ready yet',
}

/** Readers wait for the first import: a promise, not a failure. */
export class NoSnapshot extends HttpError {
  constructor() {
    super(503, 'The first import has not been published yet; ask again in a moment.', {
      headers: { 'retry-after': '2' },
    })
  }
}

export const notFound = (what: string) => new HttpError(404, what)
