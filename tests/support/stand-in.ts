import { existsSync } from 'node:fs'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { localBases } from '../../deploy/build-images.ts'
import { must } from '../../deploy/command.ts'

/** A MongoDB-compatible server that is a replica set as far as the caretaker asks, where MongoDB cannot be pulled. */
export const STAND_IN = 'forecourt/mongo-stand-in:test'

const FOLDER = join(import.meta.dir, '../stand-in')

/** The folder of its jars, or null where they are not. */
export function standInJars(): string | null {
  const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'mongo-standin')
  if (!existsSync(cache)) return null
  const [home] = [...new Bun.Glob('mjs-*/lib').scanSync({ cwd: cache, onlyFiles: false })]
  return home === undefined ? null : join(cache, home, '..')
}

/** @returns its image, built where its jars are; null where they are not */
export async function buildStandIn(): Promise<string | null> {
  const jars = standInJars()
  if (jars === null) return null
  const { BUN_IMAGE } = await localBases()
  const context = await mkdtemp(join(tmpdir(), 'forecourt-stand-in-'))
  try {
    for (const part of ['lib', 'classes'])
      await cp(join(jars, part), join(context, part), { recursive: true })
    await Bun.build({
      entrypoints: ['mongod', 'mongosh'].map((name) => join(FOLDER, `${name}.ts`)),
      target: 'bun',
      outdir: join(context, 'programs'),
    })
    await must(
      [
        ...['docker', 'build', '-q', '-t', STAND_IN, '-f', join(FOLDER, 'Dockerfile')],
        ...(BUN_IMAGE ? ['--build-arg', `BUN_IMAGE=${BUN_IMAGE}`] : []),
        context,
      ],
      { env: { DOCKER_BUILDKIT: '1' } },
    )
  } finally {
    await rm(context, { recursive: true })
  }
  return STAND_IN
}
