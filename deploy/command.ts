import { join } from 'node:path'

export const ROOT = join(import.meta.dir, '..')

export type Result = { code: number; out: string; said: string }

type Options = {
  /** Goes to standard input: what no list of processes may show. */
  input?: string
  env?: Record<string, string>
  /** Hears each line of standard output as it comes. */
  tell?: (line: string) => void
}

/** Runs a program to its end. */
export async function run(
  command: string[],
  { input, env = {}, tell = () => {} }: Options = {},
): Promise<Result> {
  const child = Bun.spawn(command, {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdin: input === undefined ? 'ignore' : new Blob([input]),
    stdout: 'pipe',
    stderr: 'pipe',
  })
  const [out, error] = await Promise.all([
    linesOf(child.stdout, tell),
    new Response(child.stderr).text(),
  ])
  return { code: await child.exited, out: out.trim(), said: `${out}${error}`.trim() }
}

async function linesOf(stream: ReadableStream<Uint8Array>, tell: (line: string) => void) {
  let all = ''
  let told = 0
  const decoder = new TextDecoder()
  for await (const chunk of stream) {
    all += decoder.decode(chunk, { stream: true })
    for (let end = all.indexOf('\n', told); end >= 0; end = all.indexOf('\n', told)) {
      tell(all.slice(told, end))
      told = end + 1
    }
  }
  return all
}

/** A program that had to succeed did not: its own last words. */
export class CommandFailed extends Error {
  override name = 'CommandFailed'
}

/** @returns what it printed @throws CommandFailed */
export async function must(...args: Parameters<typeof run>): Promise<string> {
  const { code, out, said } = await run(...args)
  if (code === 0) return out
  throw new CommandFailed(`${args[0].slice(0, 4).join(' ')}: ${said.slice(-1500)}`)
}

export const succeeds = async (...command: string[]): Promise<boolean> =>
  Bun.which(command[0] ?? '') !== null && (await run(command)).code === 0
