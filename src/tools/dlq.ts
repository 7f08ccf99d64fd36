/*
 * Dead letters: messages of the live market that could not be applied.
 *
 *   bun run dlq list                 one JSON object a line: origin, reason, detail, attempts, at, key, value
 *   bun run dlq replay [ORIGIN…]     sends them to the topic again, those that are named or all; one whose message was
 *                                    too large is only there in part and stays
 *
 * Env   KAFKA_* (src/config.ts). Exit 0, 1 where the brokers do not answer, 2 for a wrong configuration.
 */
import { configOrExit, exitWith } from '../config.ts'
import { listDeadLetters, replayDeadLetters } from '../stream/dead-letters.ts'
import { openKafka } from '../stream/open-bus.ts'
import { topicsOf } from '../stream/topics.ts'

const USAGE = 'usage: bun run dlq list | replay [ORIGIN…]'
const config = configOrExit('dlq')
const [command = '', ...origins] = process.argv.slice(2)
if (!['list', 'replay'].includes(command) || (command === 'list' && origins.length > 0)) {
  exitWith('dlq', USAGE)
}
const bus =
  (await openKafka(config)) ??
  exitWith('dlq', 'KAFKA_BROKERS is empty: dead letters are on a topic of the brokers')
try {
  await bus.ensure(topicsOf(config.topic))
  const letters = await listDeadLetters(bus, config.topic)
  if (command === 'list') {
    for (const { value, ...letter } of letters) {
      console.log(JSON.stringify({ ...letter, value: new TextDecoder().decode(value) }))
    }
  } else {
    const unknown = origins.find((each) => !letters.some(({ origin }) => origin === each))
    if (unknown) throw new Error(`there is no dead letter from ${unknown}`)
    const wanted = letters.filter(({ origin }) => origins.length === 0 || origins.includes(origin))
    const sent = await replayDeadLetters(bus, config.topic, wanted)
    console.log(`${sent} of ${letters.length} sent again`)
  }
} catch (error) {
  console.error(`dlq: ${error instanceof Error ? error.message.split('\n')[0] : error}`)
  process.exitCode = 1
} finally {
  await bus.close()
}
process.exit()
