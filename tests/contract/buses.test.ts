import { afterAll, describe, setDefaultTimeout, test } from 'bun:test'
import { inProcessBus } from '../../src/stream/bus/in-process.ts'
import { kafkaBus } from '../../src/stream/bus/kafka.ts'
import { findKafka } from '../support/kafka.ts'
import { busContract } from './bus.ts'

setDefaultTimeout(60_000)

busContract('in-process', async () => inProcessBus())

const { server, why } = await findKafka()
if (server) {
  console.log(`Kafka for the bus contract: ${server.used}`)
  afterAll(() => server.stop())
  busContract('Kafka', () =>
    kafkaBus({ brokers: server.brokers.split(','), tls: null, sasl: null }),
  )
} else {
  describe(`the bus on Kafka (${why})`, () => {
    test.skip('the whole contract', () => {})
  })
}
