import { SettingsError } from './settings.ts'

/** What a secret must look like for the program that reads it to start. */
const RULES: Record<string, [takes: RegExp, words: string]> = {
  adminToken: [/^.{16,}$/s, 'must have 16 characters or more'],
  databaseUrl: [
    /^mongodb(\+srv)?:\/\/\S+$/,
    'must look like mongodb://USER:PASSWORD@HOST/DATABASE',
  ],
  databasePassword: [/^\S{8,}$/, 'must have 8 characters or more, and no spaces'],
  databaseAdminPassword: [/^\S{8,}$/, 'must have 8 characters or more, and no spaces'],
  databaseKeyfile: [/^[A-Za-z0-9+/=\s]{6,1024}$/, 'must be 6 to 1,024 characters of base64'],
  kafkaPassword: [/^\S+$/, 'must not be empty, nor have spaces'],
  s3AccessKeyId: [/^\S+$/, 'must not be empty'],
  s3SecretAccessKey: [/^\S+$/, 'must not be empty'],
}

/**
 * Looks at the secrets of a stack's configuration before anything is sent: a pod that refuses one would only be
 * waited for.
 * @param read the value in clear, undefined where it is not set
 * @throws SettingsError that names each secret that cannot be used, never its value
 */
export function checkSecrets(read: (name: string) => string | undefined): void {
  const wrong = Object.entries(RULES).flatMap(([name, [takes, words]]) => {
    const value = read(name)
    return value === undefined || takes.test(value) ? [] : [`forecourt:${name}: ${words}`]
  })
  if (wrong.length > 0) throw new SettingsError(wrong.join('\n  '))
}

/** The same for Secrets that a cluster has already. @param keys of one Secret, decoded */
export function checkKept(secret: string, keys: Record<string, string>): void {
  const names: Record<string, string> = {
    'admin-token/token': 'adminToken',
    'database/url': 'databaseUrl',
    'database/password': 'databasePassword',
    'mongodb-admin/password': 'databaseAdminPassword',
    'mongodb-keyfile/keyfile': 'databaseKeyfile',
    'kafka/password': 'kafkaPassword',
  }
  for (const [key, value] of Object.entries(keys)) {
    const [takes, words] = RULES[names[`${secret}/${key}`] ?? ''] ?? [/^/, '']
    if (!takes.test(value)) throw new SettingsError(`the Secret ${secret}, key ${key}: ${words}`)
  }
}
