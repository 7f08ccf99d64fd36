import { chmod, mkdir, rename } from 'node:fs/promises'
import { join } from 'node:path'

const random = () => Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('base64url')

/**
 * Makes the secrets of a stack that are not there yet, one file each, and never changes one that is.
 * `forecourt secrets FOLDER`: what Compose runs once, so that a clean clone needs no preparation.
 */
export async function makeSecrets(folder: string): Promise<string[]> {
  await mkdir(folder, { recursive: true })
  const made: string[] = []
  const keep = async (name: string, make: () => string): Promise<string> => {
    const path = join(folder, name)
    const file = Bun.file(path)
    if (await file.exists()) return (await file.text()).trim()
    const value = make()
    // Renamed when whole: a run that was killed leaves no half secret behind.
    await Bun.write(`${path}.new`, value)
    await chmod(`${path}.new`, 0o444)
    await rename(`${path}.new`, path)
    made.push(name)
    return value
  }
  await keep('mongo-password', random)
  await keep('admin-token', random)
  await keep('elastic-password', random)
  await keep('kibana-password', random)
  const addressOf = (user: string, its: string) =>
    `mongodb://${user}:${its}@mongo:27017/forecourt?authSource=admin`
  await keep('database-url', () => addressOf('forecourt', random()))
  await keep('exporter-url', () => addressOf('exporter', random()))
  return made
}
