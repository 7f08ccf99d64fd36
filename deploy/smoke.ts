/*
 * `bun run smoke URL [--version VERSION]`: asks a deployment what its readers will ask first. A line for each question;
 * exit 0 when all are answered, 1 when one is not within the patience, 2 for wrong usage.
 */
import { parseArgs } from 'node:util'

/** ms that a deployment may take to answer its first question, and any other */
const PATIENCE = 60_000
const ANSWER = 10_000

type Question = { what: string; ask(url: string): Promise<string> }

const get = async (url: string, status = 200): Promise<Response> => {
  const answer = await fetch(url, { signal: AbortSignal.timeout(ANSWER), redirect: 'manual' })
  if (answer.status !== status) throw new Error(`${url} answered ${answer.status}`)
  return answer
}

export const questions = (version?: string): Question[] => [
  {
    what: 'ready',
    async ask(url) {
      const health = (await (await get(`${url}/health/ready`)).json()) as { version: string }
      if (version !== undefined && health.version !== version)
        throw new Error(`it is version ${health.version}, not ${version}`)
      return `version ${health.version}`
    },
  },
  {
    what: 'overview',
    async ask(url) {
      const page = await get(url)
      const text = await page.text()
      if (!text.includes('<main')) throw new Error('the overview is no page')
      if (!page.headers.get('content-security-policy')) throw new Error('it has no security policy')
      return `${text.length} characters`
    },
  },
  {
    what: 'cars, as a page and as data',
    async ask(url) {
      await get(`${url}/cars?sort=-price`)
      const { items, total } = (await (await get(`${url}/api/cars?limit=1`)).json()) as {
        items: { id: string }[]
        total: number
      }
      if (!items[0]) throw new Error('there are no cars')
      await get(`${url}/cars/${items[0].id}`)
      return `${total} cars`
    },
  },
  {
    what: 'a wrong question is refused, and nobody writes without the token',
    async ask(url) {
      await get(`${url}/api/cars?limit=0`, 400)
      const write = await fetch(`${url}/api/imports`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{"source":"sample"}',
        signal: AbortSignal.timeout(ANSWER),
      })
      if (![401, 403].includes(write.status)) throw new Error(`a stranger got ${write.status}`)
      return `400, ${write.status}`
    },
  },
]

/** @returns whether every question was answered */
export async function smoke(
  url: string,
  { version, patience = PATIENCE }: { version?: string | undefined; patience?: number } = {},
): Promise<boolean> {
  const end = Date.now() + patience
  for (const { what, ask } of questions(version)) {
    for (;;) {
      try {
        console.log(`ok    ${what}: ${await ask(url)}`)
        break
      } catch (error) {
        if (Date.now() < end) await Bun.sleep(1000)
        else {
          console.log(`FAIL  ${what}: ${error instanceof Error ? error.message : error}`)
          return false
        }
      }
    }
  }
  return true
}

if (import.meta.main) {
  const { values, positionals } = parseArgs({
    args: process.argv.slice(2),
    options: { version: { type: 'string' } },
    allowPositionals: true,
  })
  const url = URL.parse(positionals[0] ?? '')
  if (!url || positionals.length > 1) {
    process.stderr.write('usage: bun run smoke URL [--version VERSION]\n')
    process.exit(2)
  }
  process.exit((await smoke(url.href.replace(/\/$/, ''), values)) ? 0 : 1)
}
