/**
 * Whether htmx asks for a part of a page. Boosted links and restored history ask for the whole page, though they
 * carry HX-Request too, so that header alone must not decide.
 */
export function wantsFragment(request: Request): boolean {
  return (
    request.headers.get('hx-request-type') === 'partial' &&
    request.headers.get('hx-history-restore-request') === null
  )
}
