import { describe, expect, test } from 'bun:test'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ALERTS } from '../deploy/observability/alerts.ts'
import { BOARDS } from '../deploy/observability/dashboards.ts'
import { anchorOf } from '../deploy/observability/rules.ts'
import { written } from '../deploy/observability/write.ts'
import { parseLine } from '../src/traffic/parse-line.ts'
import { ROOT } from './support/server.ts'

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8')

test.each(written())('$file is as it is written (bun run docs)', ({ file, text }) => {
  expect(read(join('deploy/observability', file))).toBe(text)
})

test('each alert has a runbook, and each runbook an alert', () => {
  const headings = [...read('docs/observability.md').matchAll(/^### (Forecourt\w+)$/gm)]
  expect(headings.map(([, name]) => name).sort()).toEqual(ALERTS.map(({ name }) => name).sort())
  for (const { name } of ALERTS)
    expect(read('deploy/observability/prometheus/alerts.yml')).toContain(`#${anchorOf(name)}`)
})

test('dashboards have names of their own, and panels too', () => {
  expect(new Set(BOARDS.map(({ uid }) => uid)).size).toBe(BOARDS.length)
  for (const { title, rows } of BOARDS) {
    const titles = Object.values(rows).flatMap((panels) => panels.map((panel) => panel.title))
    expect([title, new Set(titles).size]).toEqual([title, titles.length])
  }
})

describe('the log of the edge', () => {
  const format = [...read('deploy/edge/nginx.conf').matchAll(/^ +'([{"].*)'[;]?$/gm)]
    .map(([, part]) => part)
    .join('')
  const fields = [...format.matchAll(/"(\w+)":/g)].map(([, name]) => name ?? '')

  test('is read by the product', () => {
    const line = format
      .replace('$time_iso8601', '2026-11-20T10:00:00+00:00')
      .replace('$remote_addr', '203.0.113.9')
      .replace('$request_method', 'GET')
      .replace('$request_uri', '/cars?q=1')
      .replace('$status', '200')
      .replace('$body_bytes_sent', '12')
      .replace('$request_time', '0.004')
      .replace(/\$\w+/g, '')
    expect(parseLine(line)).toMatchObject({ path: '/cars', status: 200, bytes: 12, ms: 4 })
  })

  test('is renamed by Logstash into fields that the index template knows', () => {
    const pipeline = read('deploy/elk/logstash.conf')
    const renamed = [...pipeline.matchAll(/"(\w+)" => "((?:\[@?\w+\])+)"/g)]
    const { properties } = JSON.parse(read('deploy/elk/index-template.json')).template.mappings
    for (const [, from = '', to = ''] of renamed) {
      expect(fields).toContain(from)
      const path = [...to.matchAll(/\[(@?\w+)\]/g)].map(([, part]) => part ?? '')
      if (path[0] === '@metadata') continue
      const found = path.reduce((at, part) => at?.properties?.[part], { properties })
      expect([to, found === undefined]).toEqual([to, false])
    }
    expect(renamed.length).toBeGreaterThan(7)
  })
})

test('what Kibana is given names fields of the template, and itself', () => {
  const objects = read('deploy/elk/saved-objects.ndjson')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  const ids = new Set(objects.map(({ type, id }) => `${type} ${id}`))
  const { properties } = JSON.parse(read('deploy/elk/index-template.json')).template.mappings
  for (const { id, references, attributes } of objects) {
    for (const { type, id: to } of references)
      expect([id, ids.has(`${type} ${to}`)]).toEqual([id, true])
    const columns = attributes.state?.datasourceStates.formBased.layers.l.columns ?? {}
    for (const { sourceField } of Object.values<{ sourceField: string }>(columns)) {
      if (sourceField === '___records___') continue
      const found = sourceField
        .split('.')
        .reduce((at, part) => at?.properties?.[part], { properties })
      expect([sourceField, found === undefined]).toEqual([sourceField, false])
    }
  }
  expect(objects).toHaveLength(7)
})
