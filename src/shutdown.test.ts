import { describe, expect, setDefaultTimeout, test } from 'bun:test'
import { connect } from 'node:net'
import { aMarket, publish } from '../tests/support/cars.ts'
import { startServer, temporaryFolder } from '../tests/support/server.ts'
import { createLog } from './platform/log.ts'
import { shutDown } from './shutdown.ts'
import { openStores } from './stores.ts'

setDefaultTimeout(60_000)
const log = createLog('silent')

/** Parts of a server that note what happens to them, and when. */
function parts(over: { drains?: boolean; hangs?: boolean; importing?: number } = {}) {
  const { promise: cut, resolve } = Promise.withResolvers<void>()
  const done: string[] = []
  const { promise: exited, resolve: exit } = Promise.withResolvers<number>()
  return {
    done,
    exited,
    parts: {
      log,
      unready: () => done.push('unready'),
      servers: [
        {
          async stop(closeActive = false) {
            done.push(closeActive ? 'cut off' : 'accept no more')
            if (closeActive) resolve()
            else if (over.drains === false) await cut
          },
        },
      ],
      workers: [
        {
          async stop() {
            done.push('cancel')
            if (over.hangs) await new Promise(() => {})
            await Bun.sleep(over.importing ?? 0)
          },
        },
      ],
      stores: {
        async close() {
          done.push('close')
        },
      },
      exit,
    },
  }
}

describe('the end', () => {
  test('is unready, no more, the import cancelled at once, then the store', async () => {
    const { parts: given, done, exited } = parts({ importing: 20 })
    await shutDown(given)
    expect(done).toEqual(['unready', 'accept no more', 'cancel', 'close'])
    expect(await exited).toBe(0)
  })

  test('cuts off who is too slow', async () => {
    const { parts: given, done, exited } = parts({ drains: false })
    await shutDown(given, 1000, 30)
    expect(done).toEqual(['unready', 'accept no more', 'cancel', 'cut off', 'close'])
    expect(await exited).toBe(0)
  })

  test('comes at the deadline, whatever hangs', async () => {
    const { parts: given, done, exited } = parts({ hangs: true })
    shutDown(given, 100, 30)
    expect(await exited).toBe(1)
    expect(done).not.toContain('close')
  })
})

test('a reader who does not read holds the process no longer than the deadline', async () => {
  const folder = temporaryFolder()
  const DATABASE_URL = `sqlite:${folder.path}/market.db`
  const stores = await openStores(DATABASE_URL)
  await publish(stores, 1, aMarket(30_000))
  await stores.close()
  const server = await startServer({ DATABASE_URL })
  const slow = connect(Number(new URL(server.url).port), '127.0.0.1')
  slow.on('error', () => {})
  slow.write('GET /api/cars?format=csv HTTP/1.1\r\nHost: localhost\r\n\r\n')
  await new Promise((resolve) => slow.once('data', resolve))
  slow.pause()
  const began = performance.now()
  expect(await server.stop()).toBe(0)
  const took = performance.now() - began
  expect(took).toBeLessThan(20_000)
  slow.destroy()
  folder.remove()
})
