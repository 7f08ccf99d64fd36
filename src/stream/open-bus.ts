import type { Config } from '../config.ts'
import type { TransactionStore } from '../transactions/store.ts'
import type { Bus } from './bus/bus.ts'
import { inProcessBus } from './bus/in-process.ts'
import { kafkaBus } from './bus/kafka.ts'

/** The topic of a bus within the process: its offsets must not be taken for those of a broker. */
const OWN_TOPIC = 'in-process'

/** The bus that KAFKA_BROKERS names, or null. */
export const openKafka = async ({ kafka }: Pick<Config, 'kafka'>): Promise<Bus | null> =>
  kafka && kafkaBus(kafka)

/** A bus within the process whose offsets go on where the store has come to. */
export async function openInProcess(store: TransactionStore): Promise<{ bus: Bus; topic: string }> {
  const next = (await store.positions()).get(`${OWN_TOPIC}/0`) ?? 0
  return { bus: inProcessBus(new Map([[OWN_TOPIC, next]])), topic: OWN_TOPIC }
}
