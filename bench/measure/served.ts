import type { Subprocess } from 'bun'
import { type Memory, memoryOf } from './proc.ts'

/** A server that a bench started. */
export type Served = { url: string; pid: number; stop(): Promise<void> }
export type Start = {
  /** a word `PORT` stands for the port */
  command: string[]
  cwd?: string
  /** beside PATH, HOME and PORT */
  env?: Record<string, string>
  /** a path that answers 200 once it serves */
  ready: string
  /** ms */
  patience?: number
}

/** What has been started and not been waited for. */
const running = new Set<Subprocess>()

/** Ends whatever still runs, for a bench that is ended itself. */
export function endAll(): void {
  for (const child of running) child.kill('SIGKILL')
}

function started<T extends Subprocess>(child: T): T {
  running.add(child)
  child.exited.then(() => running.delete(child))
  return child
}

/** Starts a server on a free port and waits until it serves. @throws with what it said when it ends before */
export async function serve(start: Start): Promise<Served> {
  const port = String(freePort())
  const child = started(
    Bun.spawn(
      start.command.map((word) => (word === 'PORT' ? port : word)),
      {
        ...(start.cwd && { cwd: start.cwd }),
        env: { PATH: process.env.PATH, HOME: process.env.HOME, PORT: port, ...start.env },
        stdout: 'ignore',
        stderr: 'pipe',
      },
    ),
  )
  let said = ''
  const follow = async () => {
    for await (const chunk of child.stderr)
      said = (said + new TextDecoder().decode(chunk)).slice(-2000)
  }
  follow()
  const url = `http://127.0.0.1:${port}`
  const served = {
    url,
    pid: child.pid,
    async stop() {
      child.kill('SIGTERM')
      const late = setTimeout(() => child.kill('SIGKILL'), 10_000)
      await child.exited
      clearTimeout(late)
    },
  }
  const until = Date.now() + (start.patience ?? 30_000)
  while (!(await answers(`${url}${start.ready}`))) {
    if (child.exitCode !== null || Date.now() > until) {
      await served.stop()
      throw new Error(`${start.command.join(' ')} did not serve: ${reasonIn(said)}`)
    }
    await Bun.sleep(5)
  }
  return served
}

export type Ran = { cpu: number; wall: number; memory: number; said: string }

/**
 * Runs a program to its end. CPU is that of the program and what it started; memory is the most that they held
 * together, looked at ten times a second, and at least the largest peak of one of them.
 * @throws with the line that says why when it fails
 */
export async function runToEnd(
  command: string[],
  {
    env = {},
    cwd,
    patience = 600_000,
  }: { env?: Record<string, string>; cwd?: string; patience?: number } = {},
): Promise<Ran> {
  const began = performance.now()
  const child = started(
    Bun.spawn(command, {
      ...(cwd && { cwd }),
      env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env },
      stdout: 'pipe',
      stderr: 'pipe',
      timeout: patience,
    }),
  )
  let memory = 0
  const look = setInterval(() => {
    const { resident, peak }: Memory = memoryOf(child.pid)
    memory = Math.max(memory, resident, peak)
  }, 100)
  const [out, error, code] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
    child.exited,
  ])
  clearInterval(look)
  const said = `${out}${error}`.trim()
  if (code !== 0) throw new Error(`${command.join(' ')}: ${reasonIn(said)}`)
  const cpu = Number(child.resourceUsage()?.cpuTime.total ?? 0) / 1000
  return { cpu, wall: performance.now() - began, memory, said }
}

export function freePort(): number {
  const listener = Bun.listen({ hostname: '127.0.0.1', port: 0, socket: { data() {} } })
  const { port } = listener
  listener.stop(true)
  return port
}

const answers = (url: string) =>
  fetch(url).then(
    async (answer) => {
      await answer.arrayBuffer()
      return answer.ok
    },
    () => false,
  )

/** The line of an output that says what went wrong: the last that speaks of an error, else the last. */
function reasonIn(said: string): string {
  const lines = said.trim().split('\n')
  return lines.findLast((line) => /error\b/i.test(line)) ?? lines.at(-1) ?? ''
}
