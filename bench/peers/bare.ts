/* usage: bun bare.ts FILE TYPE PORT: Elysia that answers everything with the same body. */
import { Elysia } from 'elysia'

const [file = '', type = '', port = ''] = process.argv.slice(2)
const body = await Bun.file(file).bytes()
const headers = { 'content-type': type }
new Elysia()
  .get('/*', () => new Response(body, { headers }))
  .listen({ hostname: '127.0.0.1', port: Number(port) })
