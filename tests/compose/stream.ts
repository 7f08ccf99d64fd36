import type { Result } from '../../deploy/command.ts'
import { run } from '../../deploy/command.ts'
import { kafkaBus } from '../../src/stream/bus/kafka.ts'
import { listDeadLetters } from '../../src/stream/dead-letters.ts'
import { type Checks, must, until } from '../support/checks.ts'
import { accountIn, agrees } from '../support/live-account.ts'

const TOPIC = 'forecourt.transactions'
const KAFKA_PORT = '39094'

type Stack = {
  project: string
  web: string
  /** Variables of Compose; those of the broker are added */
  environment: Record<string, string>
  compose: (...args: string[]) => Promise<Result>
  checks: Checks
}

/** The profile kafka, from nothing: what is sold flows, and is there once, whatever is killed or restarted meanwhile. */
export async function proveStream(stack: Stack, image: string): Promise<void> {
  const { project, web, environment, compose, checks } = stack
  const check = checks.check.bind(checks)
  Object.assign(environment, {
    ...{ KAFKA_BROKERS: 'kafka:9092', KAFKA_IMAGE: image, KAFKA_PORT, SIMULATOR_RATE: '60' },
  })
  const profile = (...args: string[]) => compose('--profile', 'kafka', ...args)
  const total = async () => {
    const answer = await fetch(`${web}/api/transactions?limit=1`)
    return ((await answer.json()) as { total: number }).total
  }
  const grows = async (by = 100) => {
    const before = await total()
    return until(`${by} more transactions`, async () => (await total()) >= before + by && total())
  }
  await profile('down', '-v')
  const up = await check('profile kafka: from nothing to transactions on the page', async () => {
    const began = Date.now()
    const { code, said } = await profile('up', '-d', '--no-build', '--scale', 'ledger=2')
    must(code === 0, said.slice(-1500))
    const found = await until('fifty transactions', async () => (await total()) > 50 && total())
    const page = await (await fetch(`${web}/live`)).text()
    must(page.includes('simulated'), 'the page shows none')
    return `${found} transactions, ${((Date.now() - began) / 1000).toFixed(1)} s`
  })
  if (!up) return console.log((await profile('logs', '--tail', '30')).said)

  await check(
    'the broker answers this machine too, with the topics as they should be',
    async () => {
      const settings = { brokers: [`127.0.0.1:${KAFKA_PORT}`], tls: null, sasl: null }
      const bus = await kafkaBus(settings)
      try {
        const partitions = (await bus.ends(TOPIC)).size
        must(partitions === 6, `${partitions} partitions`)
        await bus.send(TOPIC, [{ key: 'poison', value: '{"half":' }])
        const [letter] = await until('the dead letter', async () => {
          const letters = await listDeadLetters(bus, TOPIC)
          return letters.length > 0 && letters
        })
        must(letter?.reason === 'not_json', `${letter?.reason}`)
        let wrong = ''
        await bus.send('nobody-made-it', [{ key: 'x', value: 'y' }]).catch((error) => {
          wrong = String(error)
        })
        must(wrong !== '', 'a topic was made by itself')
        return `${partitions} partitions, a message that nobody can read is put aside`
      } finally {
        await bus.close()
      }
    },
  )
  await check('a ledger is killed: the other one goes on', async () => {
    must((await run(['docker', 'kill', `${project}-ledger-1`])).code === 0, 'there is no ledger')
    const now = await grows(200)
    must((await profile('up', '-d', '--no-build', '--scale', 'ledger=2')).code === 0, 'up again')
    return `${now} transactions`
  })
  await check('the broker is restarted: nobody else is, and it goes on', async () => {
    const startsOf = async (name: string) =>
      (await run(['docker', 'inspect', `${project}-${name}-1`, '-f', '{{.State.StartedAt}}'])).out
    const names = ['simulator', 'ledger', 'web']
    const before = await Promise.all(names.map(startsOf))
    must((await profile('restart', 'kafka')).code === 0, 'restart failed')
    const now = await grows(200)
    must(Bun.deepEquals(await Promise.all(names.map(startsOf)), before), 'one was restarted')
    return `${now} transactions`
  })
  await check('nothing is lost and nothing there twice', async () => {
    must((await profile('stop', 'simulator')).code === 0, 'stop failed')
    const { said } = await profile('logs', '--no-log-prefix', 'simulator')
    return agrees(accountIn(said), async () =>
      (await fetch(`${web}/api/transactions.ndjson`)).text(),
    )
  })
  if (checks.failed > 0) console.log((await profile('logs', '--tail', '30')).said)
}
