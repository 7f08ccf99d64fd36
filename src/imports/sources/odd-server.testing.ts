/** A server as services on the internet are: `answer` says what a path gives, `asked` what was asked. */
export function oddServer(
  answer: (request: Request, times: number) => Response | Promise<Response>,
) {
  const asked: { url: string; headers: Headers }[] = []
  const server = Bun.serve({
    port: 0,
    hostname: '127.0.0.1',
    fetch(request) {
      // A request that was answered gives its headers away.
      asked.push({ url: request.url, headers: new Headers(request.headers) })
      const { pathname } = new URL(request.url)
      const times = asked.filter((each) => new URL(each.url).pathname === pathname).length
      return answer(request, times)
    },
  })
  return { url: `http://127.0.0.1:${server.port}`, asked, stop: () => server.stop(true) }
}

/** A body that states its whole length and breaks off, as a lost connection does: written by hand, as no server would. */
export function brokenServer(body: Buffer, after: number, headers: Record<string, string> = {}) {
  const asked: string[] = []
  const server = Bun.listen({
    port: 0,
    hostname: '127.0.0.1',
    socket: {
      data(socket, data) {
        const head = data.toString()
        asked.push(head)
        const from = Number(/range: bytes=(\d+)-/i.exec(head)?.[1] ?? 0)
        const isPart = from > 0
        const rest = body.subarray(from)
        const given = asked.length === 1 ? rest.subarray(0, after) : rest
        const fields = Object.entries({
          'content-type': 'text/csv',
          'content-length': String(rest.length),
          connection: 'close',
          ...headers,
          ...(isPart && { 'content-range': `bytes ${from}-${body.length - 1}/${body.length}` }),
        })
        const lines = fields.map(([name, value]) => `${name}: ${value}\r\n`).join('')
        socket.write(`HTTP/1.1 ${isPart ? '206 Partial Content' : '200 OK'}\r\n${lines}\r\n`)
        socket.write(given)
        setTimeout(() => socket.end(), 40)
      },
    },
  })
  return { url: `http://127.0.0.1:${server.port}`, asked, stop: () => server.stop(true) }
}
