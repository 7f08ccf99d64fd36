import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { must } from '../../deploy/command.ts'

/** A MongoDB-compatible server WITHOUT authentication, for machines that cannot pull MongoDB's image. */
export const STAND_IN = 'forecourt/mongo-stand-in:test'

/** @returns its image, built where its jars are; null where they are not */
export async function buildStandIn(): Promise<string | null> {
  const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'mongo-standin')
  if (!existsSync(cache)) return null
  const [home] = [...new Bun.Glob('mjs-*/lib').scanSync({ cwd: cache, onlyFiles: false })]
  if (!home) return null
  const base = ['--build-arg', 'RUNTIME_IMAGE=localhost/debian:12-slim']
  const file = ['-f', 'tests/compose/stand-in/Dockerfile']
  await must(['docker', 'build', '-q', '-t', STAND_IN, ...base, ...file, join(cache, home, '..')], {
    env: { DOCKER_BUILDKIT: '1' },
  })
  return STAND_IN
}
