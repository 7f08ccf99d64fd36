/*
 * The load generator, a program of its own so that its work never counts as the server's. Reads a LoadOrder as JSON
 * from standard input and writes a LoadReport. Connections are kept; each asks again as soon as it has its answer.
 */
import { parseAnswer } from './answer.ts'
import { quantile } from './figures.ts'
import type { LoadOrder, LoadReport } from './load.ts'

const order: LoadOrder = await Bun.stdin.json()
process.stdout.write(JSON.stringify(await run(order)))
process.exit(0)

async function run(order: LoadOrder): Promise<LoadReport> {
  const { url, paths, connections, requests, seconds } = order
  const { hostname, port } = new URL(url)
  const head = Object.entries({ host: `${hostname}:${port}`, ...order.headers })
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('')
  const messages = paths.map((path) => Buffer.from(`GET ${path} HTTP/1.1\r\n${head}\r\n`))
  const times: number[] = []
  const statuses = new Map<number, number>()
  let asked = 0
  let bytes = 0
  const began = performance.now()
  const end = began + seconds * 1000
  const message = () => messages[asked++ % messages.length] ?? Buffer.alloc(0)
  const isOver = () => asked >= requests || performance.now() >= end

  await Promise.all(Array.from({ length: Math.min(connections, requests) }, one))
  const wall = performance.now() - began
  const sorted = Float64Array.from(times).sort()
  return {
    requests: times.length,
    wall,
    bytes,
    statuses: Object.fromEntries(statuses),
    p50: quantile(sorted, 0.5),
    p99: quantile(sorted, 0.99),
  }

  async function one(): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    let received: Buffer = Buffer.alloc(0)
    let sent = 0
    const ask = (socket: { write(data: Buffer): number }) => {
      sent = performance.now()
      socket.write(message())
    }
    const socket = await Bun.connect({
      hostname,
      port: Number(port),
      socket: {
        open: ask,
        data(socket, chunk) {
          received = received.length === 0 ? chunk : Buffer.concat([received, chunk])
          const answer = parseAnswer(received)
          if (answer === null) return
          times.push(performance.now() - sent)
          bytes += answer.length
          statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1)
          received = Buffer.alloc(0)
          if (isOver()) resolve()
          else ask(socket)
        },
        close: () => reject(new Error('the server closed a connection before it had answered')),
        error: (_, error) => reject(error),
      },
    })
    await promise
    socket.end()
  }
}
