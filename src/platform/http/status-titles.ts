import { sentence } from '../language/message.ts'

/** What a status is called, on pages and in problems. */
export const TITLES: Record<number, string> = {
  400: sentence('Bad request'),
  401: sentence('Not signed in'),
  403: sentence('Not allowed'),
  404: sentence('Not found'),
  405: sentence('Method not allowed'),
  408: sentence('Too slow'),
  409: sentence('Conflict'),
  413: sentence('Too large'),
  414: sentence('Address too long'),
  415: sentence('Unsupported media type'),
  422: sentence('Not acceptable as it is'),
  429: sentence('Too many requests'),
  500: sentence('Something broke'),
  503: sentence('Not ready yet'),
}
