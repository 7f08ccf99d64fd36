const SECRET_NAMES =
  'token|secret|password|passwd|pwd|key|api_key|apikey|access_key|signature|sig|x-amz-signature|x-amz-credential|x-amz-security-token|authSource'
const USER = /\b([a-z][a-z0-9+.-]*:\/\/)[^\s/?#"'<>]*@/gi
const PARAMETER = new RegExp(`([?&](?:${SECRET_NAMES})=)[^&\\s"'<>#]+`, 'gi')
const BEARER = /\b(Bearer\s+)[\w.~+/=-]+/gi

/**
 * A text that may be shown or kept: without the user and password of addresses, without what query parameters and
 * headers that name secrets hold, and without `secrets` themselves.
 */
export function redact(text: string, secrets: readonly string[] = []): string {
  const known = secrets
    .filter((each) => each !== '')
    .reduce((left, secret) => left.replaceAll(secret, '***'), text)
  return known.replace(USER, '$1***@').replace(PARAMETER, '$1***').replace(BEARER, '$1***')
}
