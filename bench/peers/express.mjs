/* usage: node express.mjs PACKAGES SQLITE PORT: a page of 24 cars as JSON, and as a bare table. */
import { createRequire } from 'node:module'

const [packages, file, port] = process.argv.slice(2)
const require = createRequire(`${packages}/`)
const express = require('express')
const Database = require('better-sqlite3')

const db = new Database(file, { readonly: true })
const statements = new Map()
const prepared = (sql) => {
  if (!statements.has(sql)) statements.set(sql, db.prepare(sql))
  return statements.get(sql)
}
const CONDITIONS = { brand: 'brand = ?', price_min: 'price >= ?', price_max: 'price <= ?' }

function page(query) {
  const keys = Object.keys(CONDITIONS).filter((key) => query[key] !== undefined)
  const where = ['1', ...keys.map((key) => CONDITIONS[key])].join(' AND ')
  const given = keys.map((key) => (key === 'brand' ? query[key] : Number(query[key])))
  return {
    items: prepared(`SELECT * FROM cars WHERE ${where} ORDER BY price, id LIMIT 24`).all(...given),
    total: prepared(`SELECT count(*) AS n FROM cars WHERE ${where}`).get(...given).n,
  }
}

const ESCAPED = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escaped = (value) => String(value ?? '').replace(/[&<>"]/g, (sign) => ESCAPED[sign])
const COLUMNS = ['title', 'year', 'km', 'fuel', 'transmission', 'owners', 'price', 'emi', 'city']

const app = express()
app.disable('x-powered-by')
app.get('/api/cars', (request, response) => response.json(page(request.query)))
app.get('/cars', (request, response) => {
  const { items, total } = page(request.query)
  const row = (cells, tag) => `<tr>${cells.map((cell) => `<${tag}>${cell}</${tag}>`).join('')}</tr>`
  const rows = items.map((car) =>
    row(
      COLUMNS.map((name) => escaped(car[name])),
      'td',
    ),
  )
  response.send(
    `<!doctype html><title>Cars</title><p>${total} cars</p><table>${row(COLUMNS, 'th')}${rows.join('')}</table>`,
  )
})
app.listen(Number(port), '127.0.0.1')
