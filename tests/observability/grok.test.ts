import { describe, expect, test } from 'bun:test'
import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { run } from '../../deploy/command.ts'
import { generateLines } from '../../src/traffic/generate.ts'
import { parseLine } from '../../src/traffic/parse-line.ts'
import { ROOT } from '../support/server.ts'
import { isLong } from '../support/tools.ts'

/** Elastic's own grok: the same patterns and the same engine of regular expressions (Joni) as Logstash's. */
const VERSION = '8.17.0'
const cache = process.env.FORECOURT_TOOLS ?? join(homedir(), '.cache/forecourt-tools')
const folder = join(cache, `elasticsearch-grok-${VERSION}`)
const library = await findLibrary()
if (!library) console.log('skipped: grok patterns: Java with elasticsearch-grok is not here')

async function findLibrary(): Promise<string | null> {
  const jars = join(folder, 'lib')
  if (!Bun.which('java')) return null
  if (existsSync(join(jars, `elasticsearch-grok-${VERSION}.jar`))) return jars
  if (!isLong() || !Bun.which('mvn')) return null
  await mkdir(folder, { recursive: true })
  const wanted = `<groupId>org.elasticsearch</groupId><artifactId>elasticsearch-grok</artifactId><version>${VERSION}</version>`
  await Bun.write(
    join(folder, 'pom.xml'),
    `<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion><groupId>local</groupId><artifactId>grok</artifactId><version>1</version><dependencies><dependency>${wanted}</dependency></dependencies></project>`,
  )
  const command = ['mvn', '-q', '-B', '-f', join(folder, 'pom.xml')]
  const { code } = await run([...command, 'dependency:copy-dependencies', '-DoutputDirectory=lib'])
  return code === 0 ? jars : null
}

const pipeline = await Bun.file(join(ROOT, 'deploy/elk/logstash.conf')).text()
const [, combined = ''] = pipeline.match(/"message" => '(.+)' \}/) ?? []
const [, path = ''] = pipeline.match(/"\[url\]\[original\]" => "(.+?)" \}/) ?? []

/** What a pattern takes from each line, by its names; null: it does not match. */
async function taken(pattern: string, lines: string[]): Promise<(Map<string, string> | null)[]> {
  const child = Bun.spawn(
    ['java', '-cp', join(library ?? '', '*'), join(ROOT, 'tests/observability/grok/Grok.java')],
    { stdin: new Blob([`${[pattern, ...lines].join('\n')}\n`]), stderr: 'inherit' },
  )
  const said = (await new Response(child.stdout).text()).split('\n').slice(0, -1)
  return said.map((line) => {
    const pairs = line.split('\t').filter(Boolean)
    return pairs.length === 0
      ? null
      : new Map(
          pairs.map((pair): [string, string] => {
            const at = pair.indexOf('=')
            return [pair.slice(0, at), pair.slice(at + 1)]
          }),
        )
  })
}

describe.skipIf(library === null)('the grok patterns of Logstash, by Elastic’s own library', () => {
  test('take from combined lines what the product takes from them', async () => {
    const lines = [...generateLines(300)].join('').trim().split('\n')
    // Apache's and nginx's own: no time that it took, IPv6, nothing sent, quotes within, an odd request line.
    lines.push(
      '2001:db8::7 - frank [26/Nov/2026:10:00:00 +0530] "HEAD /cars?q=a%20b HTTP/2.0" 304 - "-" "curl/8.5.0"',
      '203.0.113.9 - - [26/Nov/2026:10:00:00 +0000] "GET / HTTP/1.0" 200 12 "https://a.example/?b=c" "x y"',
    )
    const all = await taken(combined, lines)
    expect(all.length).toBe(lines.length)
    for (const [at, line] of lines.entries()) {
      const ours = parseLine(line)
      const found = all[at]
      expect([line, found?.get('[http][request][method]')]).toEqual([line, ours?.method])
      expect(Number(found?.get('[http][response][status_code]'))).toBe(ours?.status ?? 0)
      expect(Number(found?.get('[http][response][body][bytes]') ?? 0)).toBe(ours?.bytes ?? -1)
      expect(found?.get('[url][original]')?.split('?')[0]).toBe(ours?.path ?? '')
    }
  }, 60_000)

  test('leave what is no line to the dead letters', async () => {
    const bad = ['no line', '203.0.113.9 - - [now] "GET / HTTP/1.0" 200 12 "-" "-"', '"" 400 0']
    expect(await taken(combined, bad)).toEqual([null, null, null])
  }, 60_000)

  test('take the path from an address', async () => {
    const found = await taken(path, ['/cars?brand=Honda', '/', '/api/cars/2019-honda-city-1'])
    expect(found.map((each) => each?.get('[url][path]'))).toEqual([
      '/cars',
      '/',
      '/api/cars/2019-honda-city-1',
    ])
  }, 60_000)
})
