import { describe, expect, test } from 'bun:test'
import { ConfigError, loadConfig } from '../../src/config.ts'
import { DatabaseUnavailable } from '../../src/platform/stores/database.ts'
import { redactUrl } from '../../src/platform/stores/mongo.ts'
import { openStores } from '../../src/stores.ts'
import { guardedMongo } from '../support/guarded-mongo.ts'
import { ROOT } from '../support/server.ts'

const PASSWORD = 'Geheim%40123'

/** A MongoDB that is not there: one line, soon, without the password. */
export function unreachableContract() {
  describe('a MongoDB that cannot be reached', () => {
    const nobody = `mongodb://anna:${PASSWORD}@127.0.0.1:1/forecourt?serverSelectionTimeoutMS=700`

    test.each([
      ['the importer', ['sidecars/etl/main.ts', 'package.json']],
      ['the server', ['src/server.ts']],
      ['the doctor', ['src/tools/doctor.ts']],
      ['the migration', ['src/tools/migrate.ts', nobody, 'sqlite::memory:']],
    ])('%s says so in one line, in time, without the password', async (_, command) => {
      const started = performance.now()
      const child = Bun.spawn([process.execPath, ...command], {
        cwd: ROOT,
        env: {
          PATH: process.env.PATH,
          PORT: '0',
          DATABASE_URL: nobody,
        },
        stdout: 'pipe',
        stderr: 'pipe',
      })
      const [out, error] = await Promise.all([
        new Response(child.stdout).text(),
        new Response(child.stderr).text(),
      ])
      expect(await child.exited).not.toBe(0)
      expect(performance.now() - started).toBeLessThan(8000)
      const lines = `${out}${error}`.split('\n').filter((line) => line.includes('MongoDB at'))
      expect(lines).toHaveLength(1)
      expect(lines[0]).toContain('MongoDB at 127.0.0.1:1 cannot be reached')
      expect(lines[0]).toContain('start it')
      expect(`${out}${error}`).not.toMatch(/Geheim| {4}at /)
    })

    test('neither does a port that takes a connection and never answers hold a start up', async () => {
      const silent = Bun.listen({ hostname: '127.0.0.1', port: 0, socket: { data() {} } })
      const url = `mongodb://127.0.0.1:${silent.port}/x?serverSelectionTimeoutMS=500`
      const started = performance.now()
      await expect(openStores(url)).rejects.toThrow('cannot be reached')
      expect(performance.now() - started).toBeLessThan(3000)
      silent.stop(true)
    })

    test('an address without a user, on a server that requires one, is refused at the start in words', async () => {
      const guarded = guardedMongo()
      const opened = openStores(`mongodb://127.0.0.1:${guarded.port}/market`)
      await opened.then(
        () => expect.unreachable(),
        (error) => {
          expect(error).toBeInstanceOf(DatabaseUnavailable)
          expect(error.message).toContain('lets nobody in without a user')
          expect(error.message).toContain('mongodb://USER:PASSWORD@127.0.0.1')
          expect(error.message).not.toContain('\n')
        },
      )
      guarded.stop()
    })

    test('a URL is shown without its password and options', () => {
      for (const [url, shown] of [
        ['mongodb://h:1,g:2/db?tls=true', 'mongodb://h:1,g:2/db'],
        [`mongodb://anna:${PASSWORD}@h/db?a=b`, 'mongodb://anna:***@h/db'],
        ['mongodb+srv://anna:Gehe@im/1?2@h.example/db', 'mongodb+srv://***@h.example/db'],
        ['mongo://anna:Geheim@h', 'mongo://anna:***@h'],
        ['anna:Geheim@h', 'anna:***@h'],
        ['mongodb://anna:Geheim/db', 'mongodb://anna:***/db'],
        ['mongodb://[::1]:27017/db', 'mongodb://[::1]:27017/db'],
        ['mongodb://h/db?proxyPassword=Geheim', 'mongodb://h/db'],
        ['mongodb://anna@h/?x=Geheim@h', 'mongodb://***@h'],
        ['sqlite:data/a?b.db', 'sqlite:data/a?b.db'],
      ] as const) {
        expect(redactUrl(url)).toBe(shown)
      }
    })

    test('a wrong DATABASE_URL is named without its password', () => {
      const wrong = () => loadConfig({ DATABASE_URL: 'mongo://anna:Geheim@h/db' })
      expect(wrong).toThrow(ConfigError)
      expect(wrong).toThrow('DATABASE_URL="mongo://anna:***@h/db": must look like')
      expect(openStores('mongodb://anna:Gehe@im:1@h:bad/x')).rejects.not.toThrow('Gehe')
      expect(openStores('mongodb://anna:Geheim/db')).rejects.not.toThrow('Geheim')
    })

    test('pool and timeouts come from the environment, unless the URL states them', () => {
      const { databaseUrl } = loadConfig({
        DATABASE_URL: 'mongodb://h/db?maxPoolSize=3',
        MONGO_POOL_SIZE: '50',
        MONGO_SOCKET_TIMEOUT: '9000',
      })
      expect(databaseUrl).toBe('mongodb://h/db?maxPoolSize=3&socketTimeoutMS=9000')
      expect(loadConfig({ DATABASE_URL: 'sqlite:a.db', MONGO_POOL_SIZE: '9' }).databaseUrl).toBe(
        'sqlite:a.db',
      )
    })
  })
}
