import { mkdtemp, rm } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Images } from '../infra/settings.ts'
import packageJson from '../package.json' with { type: 'json' }
import { CommandFailed, ROOT, run, succeeds } from './command.ts'

const PROVIDER = packageJson.devDependencies['@pulumi/kubernetes']

/** Why Pulumi cannot deploy from this machine, or null when it can. */
export async function whyNoEngine(): Promise<string | null> {
  if (!Bun.which('pulumi')) return 'Pulumi is not installed'
  if (!Bun.which('pulumi-language-bun')) return 'Pulumi cannot run programs in Bun here'
  const who = await run(['pulumi', 'whoami', '--non-interactive'])
  if (who.code !== 0) return 'Pulumi is not signed in to a backend (pulumi login)'
  if (!(await succeeds('pulumi', 'plugin', 'install', 'resource', 'kubernetes', PROVIDER)))
    return "Pulumi's plugin kubernetes cannot be had"
  return null
}

/**
 * `pulumi up` of a stack with these images, refreshed first: what an interrupted run left behind is seen. It works in a
 * folder of its own, so that no file of the checkout changes.
 * @throws CommandFailed
 */
export async function upWithEngine(
  stack: string,
  images: Images,
  say: (line: string) => void,
  stop?: AbortSignal,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'forecourt-deploy-'))
  try {
    await writeProject(folder, stack, images)
    const here = ['--cwd', folder, '--non-interactive']
    await selectStack(stack, here)
    const up = ['pulumi', 'up', ...here, '--stack', stack, '--yes', '--skip-preview', '--refresh']
    const first = await follow(up, stop)
    if (first.code === 0) return
    const lock = lockIn(first.said)
    if (lock === null || stop?.aborted) throw failed(stack, first.said)
    if (!isLeftBehind(lock))
      throw new CommandFailed(
        `stack ${stack} is being changed by ${lock.by} (process ${lock.pid}) since ${lock.at}. When that is over: the same command again; when it never will be: pulumi cancel --stack ${stack}`,
      )
    say(`a lock of ${lock.by} (process ${lock.pid}, ${lock.at}) was left behind: cancelled`)
    await run(['pulumi', 'cancel', ...here, '--stack', stack, '--yes'])
    const second = await follow(up, stop)
    if (second.code !== 0) throw failed(stack, second.said)
  } finally {
    await rm(folder, { recursive: true })
  }
}

/** The project and the stack's file beside each other, the program where it is. */
async function writeProject(folder: string, stack: string, images: Images): Promise<void> {
  const read = async (file: string) =>
    Bun.YAML.parse(await Bun.file(join(ROOT, 'infra', file)).text()) as Record<string, unknown>
  const project = { ...(await read('Pulumi.yaml')), main: join(ROOT, 'infra/index.ts') }
  const settings = await read(`Pulumi.${stack}.yaml`)
  settings.config = { ...(settings.config as object), 'forecourt:images': images }
  await Bun.write(join(folder, 'Pulumi.yaml'), Bun.YAML.stringify(project, null, 2))
  await Bun.write(join(folder, `Pulumi.${stack}.yaml`), Bun.YAML.stringify(settings, null, 2))
}

async function selectStack(stack: string, here: string[]): Promise<void> {
  const selected = await run(['pulumi', 'stack', 'select', stack, '--create', ...here])
  if (selected.code === 0) return
  // Without its passphrase a stack that is there cannot be read, and Pulumi calls that no stack.
  if (/passphrase/i.test(selected.said))
    throw new CommandFailed(
      `the secrets of stack ${stack} need their passphrase: set PULUMI_CONFIG_PASSPHRASE or PULUMI_CONFIG_PASSPHRASE_FILE`,
    )
  throw failed(stack, selected.said)
}

const failed = (stack: string, said: string) => {
  const errors = said.split('\n').filter((line) => /error:/i.test(line))
  return new CommandFailed(
    `pulumi up --stack ${stack}: ${(errors.length > 0 ? errors.join('; ') : said.slice(-800)).trim()}`,
  )
}

/** Runs a program whose output people follow; `stop` interrupts it as Ctrl+C would. */
async function follow(command: string[], stop?: AbortSignal) {
  const child = Bun.spawn(command, { cwd: ROOT, stdin: 'ignore', stdout: 'pipe', stderr: 'pipe' })
  const interrupt = () => child.kill('SIGINT')
  stop?.addEventListener('abort', interrupt)
  const through = async (stream: ReadableStream<Uint8Array>) => {
    let said = ''
    const decoder = new TextDecoder()
    for await (const chunk of stream) {
      const text = decoder.decode(chunk, { stream: true })
      process.stdout.write(text)
      said += text
    }
    return said
  }
  const [out, error] = await Promise.all([through(child.stdout), through(child.stderr)])
  const code = await child.exited
  stop?.removeEventListener('abort', interrupt)
  return { code, said: out + error }
}

export type Lock = { by: string; host: string; pid: number; at: string }

/** The lock that Pulumi names when it finds one: "created by USER@HOST (pid PID) at TIME". */
export function lockIn(said: string): Lock | null {
  const found = /created by (\S+@(\S+)) \(pid (\d+)\) at (\S+)/.exec(said)
  if (!found) return null
  const [, by = '', host = '', pid = '', at = ''] = found
  return { by, host, pid: Number(pid), at }
}

/** Whether its process was one of this machine and is no more. */
export function isLeftBehind({ host, pid }: Lock, here = hostname()): boolean {
  if (host !== here) return false
  try {
    process.kill(pid, 0)
    return false
  } catch (error) {
    return (error as { code?: string }).code === 'ESRCH'
  }
}
