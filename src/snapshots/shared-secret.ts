import type { ImportLedger } from './ledger.ts'

const NAME = 'session-secret'

/**
 * What seals sessions: the secret that is configured, else one that the first replica makes and all of them find in
 * the database. Asked for when somebody signs in, so that a start needs no database.
 */
export function sharedSecret(
  configured: string | null,
  imports: Pick<ImportLedger, 'readSetting' | 'writeSetting'>,
): () => Promise<string> {
  let known = configured
  return async () => {
    known ??= (await imports.readSetting(NAME)) ?? (await imports.writeSetting(NAME, newSecret()))
    return known
  }
}

const newSecret = () =>
  Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('base64url')
