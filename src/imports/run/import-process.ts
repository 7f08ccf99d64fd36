/*
 * One import in a process of its own: whatever a file does to it, those who read are answered meanwhile. `supervise.ts`
 * starts it, tells it what to do and settles what it leaves; without a supervisor there is nobody to do it for.
 */
import { loadConfig } from '../../config.ts'
import { inSpan, startTracing } from '../../platform/tracing.ts'
import { openStores } from '../../stores.ts'
import { told } from './failure-record.ts'
import { IMPORT_LEASE } from './recover.ts'
import { carryOut } from './run-import.ts'
import { ALIVE, type Job, type Said } from './supervise.ts'

// A terminal sends its signals to all of its processes; the supervisor decides what becomes of this one.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {})
process.on('disconnect', () => process.exit(1))
process.once('message', (job: Job) => void work(job))

/** Nobody hears it: who started this import was killed, and whoever claims next settles what it leaves. */
function say(said: Said): void {
  if (!process.connected) process.exit(1)
  process.send?.(said)
}

async function work({
  databaseUrl,
  settings,
  record,
  holder,
  ttl,
  traceparent,
}: Job): Promise<void> {
  setInterval(() => say({ alive: true }), ALIVE).unref()
  try {
    const tracing = await startTracing({ ...loadConfig().traces, service: 'etl' })
    const stores = await openStores(databaseUrl)
    const lease = stores.imports.heldLease(IMPORT_LEASE, holder, ttl)
    const hooks = { onProgress: (progress: typeof record.progress) => say({ progress }) }
    // What cannot be settled here the supervisor settles.
    const attributes = { 'forecourt.import.id': record.id }
    const finished = await inSpan('import', { parent: traceparent, attributes }, () =>
      carryOut(stores, settings, { record, lease, ttl }, hooks, 0),
    )
    await stores.close()
    await tracing.stop()
    say({ finished })
  } catch (error) {
    say({ failed: told(error) })
  }
}
