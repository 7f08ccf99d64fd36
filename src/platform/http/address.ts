const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])

/** Path and query of a request; never throws, whatever stood in its Host header. */
export function addressOf({ url }: Pick<Request, 'url'>): { pathname: string; search: string } {
  const from = url.indexOf('/', url.indexOf('://') + 3)
  const fragment = url.indexOf('#')
  const address = from < 0 ? '/' : url.slice(from, fragment < 0 ? undefined : fragment) || '/'
  const query = address.indexOf('?')
  return query < 0
    ? { pathname: address, search: '' }
    : { pathname: address.slice(0, query), search: address.slice(query) }
}

/**
 * A whole address with the parameters in order of their names, so that the same question is the same text. Values of one
 * name stay in their order.
 */
export function canonicalUrl({ url }: Request): string {
  if (!url.includes('&')) return url
  const query = url.indexOf('?') + 1
  const nameOf = (parameter: string) => parameter.split('=', 1)[0] ?? ''
  const sorted = url
    .slice(query)
    .split('&')
    .map((text) => ({ name: nameOf(text), text }))
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
  return url.slice(0, query) + sorted.map(({ text }) => text).join('&')
}

/** The host that was called, with its port, as the client named it. */
export function hostOf({ headers, url }: Request): string {
  return headers.get('host') ?? url.slice(url.indexOf('://') + 3).split('/', 1)[0] ?? ''
}

/** Whether a host, with or without a port, is a name of this very machine. */
export const isLoopback = (host: string): boolean =>
  LOOPBACK.has(host.toLowerCase().replace(/:\d+$/, '')) || host === '::1'

/**
 * A place within this site that somebody asked to be led to, written anew; anything else leads to the front page.
 * Browsers drop tabs and line breaks and take a backslash for a slash, so the text is judged as they read it.
 */
export function ownPath(wanted: string): string {
  const here = 'http://forecourt.invalid'
  const url = wanted.startsWith('/') ? URL.parse(wanted, here) : null
  if (url?.origin !== here) return '/'
  return `${url.pathname.replace(/^\/+/, '/')}${url.search}${url.hash}`
}
