import { Counter, Histogram, type Registry } from 'prom-client'
import { type CallObserver, observedPort } from '../platform/stores/observed.ts'
import { beginSpan } from '../platform/tracing.ts'
import type { Stores } from '../snapshots/stores.ts'

/** s */
const BUCKETS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

/** Counts calls of the ports by how long they took, under the names of OpenTelemetry's conventions for databases. */
export function storeObserver(registry: Registry): CallObserver {
  const labelNames = ['db_collection_name', 'db_operation_name']
  const registers = [registry]
  const durations = new Histogram({
    name: 'db_client_operation_duration_seconds',
    help: 'Time that a question to the store took, index and database together',
    ...{ labelNames, registers, buckets: BUCKETS },
  })
  const errors = new Counter({
    name: 'db_client_operation_errors_total',
    help: 'Questions to the store that failed',
    ...{ labelNames, registers },
  })
  return (port, operation) => {
    const begun = performance.now()
    const endSpan = beginSpan(`${port}.${operation}`)
    const labels = { db_collection_name: port, db_operation_name: operation }
    return (error) => {
      endSpan?.(error)
      durations.observe(labels, (performance.now() - begun) / 1000)
      if (error) errors.inc(labels)
    }
  }
}

/** An open database whose calls are told of. */
export function observedStores(stores: Stores, observer: CallObserver): Stores {
  return {
    about: stores.about,
    indexes: stores.indexes,
    ping: () => stores.ping(),
    close: () => stores.close(),
    archive: stores.archive,
    cars: observedPort(stores.cars, 'cars', observer),
    imports: observedPort(stores.imports, 'imports', observer),
    snapshots: observedPort(stores.snapshots, 'snapshots', observer),
    transactions: observedPort(stores.transactions, 'transactions', observer),
  }
}
