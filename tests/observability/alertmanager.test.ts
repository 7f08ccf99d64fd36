import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { join } from 'node:path'
import { ROOT, temporaryFolder } from '../support/server.ts'
import { findTool } from '../support/tools.ts'
import { freePort, Programs } from './programs.ts'

const FILES = join(ROOT, 'deploy/observability')
type Rule = { alert: string; labels: object; annotations: { summary: string; runbook_url: string } }
const read = async (path: string) => Bun.file(join(FILES, path)).text()
const { groups } = Bun.YAML.parse(await read('prometheus/alerts.yml')) as {
  groups: { rules: Rule[] }[]
}
const rules = groups.flatMap((group) => group.rules)
const { path: alertmanager, why } = await findTool('prometheus-alertmanager')
if (!alertmanager) console.log(`skipped: alerts at a receiver: ${why}`)

/** What a receiver is told of an alert: how it stands, and its words */
type Told = { status: string; annotations: Record<string, string> }

describe.skipIf(alertmanager === null)('a real Alertmanager with our configuration', () => {
  const folder = temporaryFolder()
  const programs = new Programs(join(folder.path, 'logs'))
  const told = new Map<string, Told[]>()
  const receiver = Bun.serve({
    port: 0,
    async fetch(request) {
      const { alerts } = (await request.json()) as {
        alerts: (Told & { labels: { alertname: string } })[]
      }
      for (const { labels, ...each } of alerts) {
        told.set(labels.alertname, [...(told.get(labels.alertname) ?? []), each])
      }
      return new Response()
    },
  })
  let url = ''

  beforeAll(async () => {
    const port = await freePort()
    url = `http://127.0.0.1:${port}/api/v2/alerts`
    const hook = `webhook_configs: [{ url: 'http://127.0.0.1:${receiver.port}/', send_resolved: true }]`
    const settings = (await read('alertmanager.yml'))
      .replace(/# webhook_configs: .*/, hook)
      .replace(/group_wait: .*/g, 'group_wait: 0s')
      .replace(/group_interval: .*/g, 'group_interval: 1s')
    const path = join(folder.path, 'alertmanager.yml')
    await Bun.write(path, settings)
    programs.start('alertmanager', [
      ...[alertmanager ?? '', `--config.file=${path}`, '--cluster.listen-address='],
      ...[`--storage.path=${join(folder.path, 'data')}`, `--web.listen-address=127.0.0.1:${port}`],
    ])
    await arrives(() => fetch(url).then(({ ok }) => ok))
  }, 60_000)
  afterAll(async () => {
    await programs.end()
    await receiver.stop(true)
    folder.remove()
  })

  /** Sends alerts as Prometheus does. @param job of the series that made them fire */
  const send = (some: readonly Rule[], over: boolean, job = 'test') =>
    fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(
        some.map(({ alert, labels, annotations }) => ({
          labels: { alertname: alert, job, ...labels },
          annotations,
          ...(over && { endsAt: new Date().toISOString() }),
        })),
      ),
    })
  const arrives = async (isThere: () => boolean | Promise<boolean>) => {
    for (let tries = 0; tries < 300; tries++) {
      if (await Promise.resolve(isThere()).catch(() => false)) return
      await Bun.sleep(100)
    }
  }
  const statuses = (name: string) => new Set(told.get(name)?.map(({ status }) => status))
  const all = (status: string) => rules.filter(({ alert }) => statuses(alert).has(status)).length

  test('tells its receiver of each alert that fires, with its words, and that it is over', async () => {
    expect(rules.length).toBeGreaterThanOrEqual(20)
    await send(rules, false)
    await arrives(() => all('firing') === rules.length)
    await send(rules, true)
    await arrives(() => all('resolved') === rules.length)
    const missing = rules.filter(({ alert }) => statuses(alert).size < 2)
    expect(missing.map(({ alert }) => alert)).toEqual([])
    for (const { alert, annotations } of rules) {
      expect(told.get(alert)?.[0]?.annotations).toEqual(annotations)
    }
  }, 60_000)

  test('tells of a server that is down, and not of what it therefore does not do', async () => {
    told.clear()
    const of = (name: string) => rules.filter(({ alert }) => alert === name)
    await send(of('ForecourtDown'), false, 'web')
    await arrives(() => statuses('ForecourtDown').has('firing'))
    await send([...of('ForecourtStreamBehind'), ...of('ForecourtDataStale')], false, 'web')
    await send(of('ForecourtExporterDown'), false, 'exporter')
    await arrives(() => statuses('ForecourtExporterDown').has('firing'))
    expect([...told.keys()].sort()).toEqual(['ForecourtDown', 'ForecourtExporterDown'])
  }, 60_000)
})
