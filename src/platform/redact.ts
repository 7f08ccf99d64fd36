const SECRET_NAMES =
  'token|secret|password|passwd|pwd|key|api_key|apikey|access_key|signature|sig|x-amz-signature|x-amz-credential|x-amz-security-token|authSource'
const USER = /\b([a-z][a-z0-9+.-]*:\/\/)([^\s/?#"'<>]*)@/gi
const PARAMETER = new RegExp(`([?&](?:${SECRET_NAMES})=)[^&\\s"'<>#]+`, 'gi')
const BEARER = /\b(Bearer\s+)[\w.~+/=-]+/gi

/**
 * A text that may be shown or kept: without the passwords of addresses, without what query parameters and
 * headers that name secrets hold, and without `secrets` themselves.
 */
export function redact(text: string, secrets: readonly string[] = []): string {
  const known = secrets
    .filter((each) => each !== '')
    .reduce((left, secret) => left.replaceAll(secret, '***'), text)
  const users = (_: string, scheme: string, user: string) => `${scheme}${withoutPassword(user)}@`
  return known.replace(USER, users).replace(PARAMETER, '$1***').replace(BEARER, '$1***')
}

/** A user alone may be a token; of more than one @ nobody can say where the password begins. */
function withoutPassword(user: string): string {
  const colon = user.indexOf(':')
  return colon < 0 || user.includes('@') ? '***' : `${user.slice(0, colon)}:***`
}
