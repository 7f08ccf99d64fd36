import { cpus, release, totalmem, type } from 'node:os'
import elysia from 'elysia/package.json' with { type: 'json' }
import { type Context, ROOT } from '../context.ts'
import { NODE_PACKAGES, PYTHON_PACKAGES } from '../peers.ts'

/** What has to be known beside the figures. */
export type Machine = {
  date: string
  commit: string
  /** whether files differ from the commit */
  changed: boolean
  seed: number
  rounds: number
  cpu: string
  cpus: number
  /** bytes */
  memory: number
  system: string
  versions: string[]
}

export function machineOf({ seed, rounds }: Context): Machine {
  const git = (...args: string[]) =>
    Bun.spawnSync(['git', ...args], { cwd: ROOT, stderr: 'ignore' })
      .stdout.toString()
      .trim()
  const version = (program: string) => {
    const found = Bun.which(program)
    if (!found) return []
    const said = Bun.spawnSync([found, '--version']).stdout.toString().trim()
    return [said.startsWith('v') ? `${program} ${said.slice(1)}` : said]
  }
  return {
    date: new Date().toISOString(),
    commit: git('rev-parse', '--short', 'HEAD'),
    changed: git('status', '--porcelain', '--', 'src', 'bench', 'bun.lock') !== '',
    seed,
    rounds,
    cpu: cpus()[0]?.model ?? 'unknown',
    cpus: cpus().length,
    memory: totalmem(),
    system: `${type()} ${release()}`,
    versions: [
      `Bun ${Bun.version}`,
      `elysia ${elysia.version}`,
      ...version('node'),
      ...version('python3'),
      ...[...NODE_PACKAGES, ...PYTHON_PACKAGES].map((name) => name.replace(/@|==/, ' ')),
    ],
  }
}
