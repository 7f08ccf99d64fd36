import { homedir } from 'node:os'
import { join } from 'node:path'
import { run, succeeds } from '../../deploy/command.ts'
import { ROOT } from './server.ts'

const SHARED = join(ROOT, '../shared/tools')

/** The long form of the tests may take the time to build what is missing. */
export const isLong = (): boolean => process.env.FORECOURT_LONG === '1'

/**
 * A command-line tool: from the PATH, else one that was built on this machine, else built now.
 * @param build whether to build it; what takes minutes is left to the long form
 */
export async function findTool(
  name: string,
  { build = isLong() } = {},
): Promise<{ path: string | null; why: string }> {
  const installed = Bun.which(name)
  if (installed) return { path: installed, why: '' }
  const cache = process.env.FORECOURT_TOOLS ?? join(homedir(), '.cache/forecourt-tools')
  const pattern = new Bun.Glob(`${name}-v*`)
  const [built] = await Array.fromAsync(pattern.scan({ cwd: cache, onlyFiles: true })).catch(
    () => [],
  )
  if (built) return { path: join(cache, built), why: '' }
  const recipe = join(SHARED, 'go-tool')
  if (build && (await Bun.file(recipe).exists()) && Bun.which('go')) {
    const { code, out } = await run([recipe, name])
    if (code === 0) return { path: out.split('\n').at(-1) ?? null, why: '' }
  }
  return { path: null, why: `${name} is not installed here` }
}

/** @returns why Docker cannot be used, or null when it can */
export async function dockerIsMissing({ compose = false } = {}): Promise<string | null> {
  if (!Bun.which('docker') && !isLong()) return 'Docker is not installed here'
  const start = join(SHARED, 'docker-up')
  if (!(await succeeds('docker', 'info')) && isLong() && (await Bun.file(start).exists()))
    await run([start])
  if (!(await succeeds('docker', 'info'))) return 'no Docker engine answers here'
  if (compose && !(await succeeds('docker', 'compose', 'version')))
    return 'the Docker engine here has no Compose'
  return null
}
