import { join } from 'node:path'
import { temporaryFolder } from './server.ts'

export type Python = {
  /** Where the programs of the packages are. */
  bin: string
  folder: string
  remove(): void
}

/**
 * Python with packages from PyPI, in a folder of its own.
 * @returns why it cannot be had, as words, where Python or PyPI is missing
 */
export async function pythonWith(...packages: string[]): Promise<Python | string> {
  const python = Bun.which('python3')
  if (!python) return 'Python is not installed here'
  const { path: folder, remove } = temporaryFolder()
  const bin = join(folder, 'venv/bin')
  const steps = [
    [python, '-m', 'venv', join(folder, 'venv')],
    [join(bin, 'pip'), 'install', '--quiet', '--disable-pip-version-check', ...packages],
  ]
  for (const command of steps) {
    const child = Bun.spawn(command, { stdout: 'ignore', stderr: 'pipe' })
    const said = await new Response(child.stderr).text()
    if ((await child.exited) === 0) continue
    remove()
    return `${packages.join(', ')} cannot be had from PyPI: ${said.trim().split('\n').at(-1)}`
  }
  return { bin, folder, remove }
}
