import { z } from 'zod'
import { truncated } from '../platform/http/client.ts'
import { remembered } from '../platform/remembered.ts'
import { type AccessRecord, pathOf } from './record.ts'

/** nginx and Apache: `address - user [time] "request" status bytes "referrer" "agent"`, and then what an operator adds. */
const COMBINED =
  /^(\S+) \S+ (.+?) \[(\d{2})\/(\w{3})\/(\d{4}):(\d{2}):(\d{2}):(\d{2}) ([+-])(\d{2})(\d{2})\] "((?:[^"\\]|\\.)*)" (\d{3}) (\d+|-)(?: "((?:[^"\\]|\\.)*)" "((?:[^"\\]|\\.)*)")?(.*)$/
const REQUEST = /^([A-Z]+) (\S+)(?: HTTP\/[\d.]+)?$/
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
/** s at the end of a line: `0.012`, as $request_time is written */
const DURATION = /(?:^|[ =])(\d+\.\d{3})(?: |$)/

/** One line of an access log; null: it is none, and is kept aside. */
export function parseLine(line: string): AccessRecord | null {
  return line.startsWith('{') ? fromJson(line) : fromCombined(line)
}

function fromCombined(line: string): AccessRecord | null {
  const found = COMBINED.exec(line)
  if (found === null) return null
  const [, address = '', , day, month = '', year, hour, minute, second, sign, offH, offM] = found
  const [request = '', status, bytes, referrer, agent, rest = ''] = found.slice(12)
  const time = secondsOf(`${year} ${month} ${day}`, { hour, minute, second, sign, offH, offM })
  if (Number.isNaN(time)) return null
  const asked = REQUEST.exec(request)
  const duration = rest === '' ? null : (DURATION.exec(rest)?.[1] ?? null)
  return recordOf({
    time,
    // What is no request of HTTP is a request all the same, and its status says what became of it.
    method: asked?.[1] ?? '-',
    target: asked?.[2] ?? '-',
    status: Number(status),
    bytes: bytes === '-' ? 0 : Number(bytes),
    seconds: duration === null ? null : Number(duration),
    address,
    referrer,
    agent,
  })
}

type Clock = Record<'hour' | 'minute' | 'second' | 'sign' | 'offH' | 'offM', string | undefined>

const midnightOf = remembered((day) => {
  const [year, month = '', date] = day.split(' ')
  const at = MONTHS.indexOf(month)
  return at < 0 ? Number.NaN : Date.UTC(Number(year), at, Number(date)) / 1000
})

function secondsOf(day: string, { hour, minute, second, sign, offH, offM }: Clock): number {
  const offset = (sign === '-' ? -1 : 1) * (Number(offH) * 3600 + Number(offM) * 60)
  return midnightOf(day) + Number(hour) * 3600 + Number(minute) * 60 + Number(second) - offset
}

const number = z.coerce.number()
const text = z.string().optional()
/** As our own nginx writes it (deploy/edge), and what others call the same */
const Nginx = z.looseObject({
  time: text,
  time_iso8601: text,
  msec: number.optional(),
  remote_addr: text,
  request: text,
  request_method: text,
  request_uri: text,
  status: number,
  body_bytes_sent: number.optional(),
  request_time: number.optional(),
  http_referer: text,
  http_user_agent: text,
})
const Caddy = z.object({
  ts: z.union([z.number(), z.string()]),
  status: z.number(),
  size: z.number().default(0),
  duration: z.number(),
  request: z.object({
    remote_ip: text,
    client_ip: text,
    method: z.string(),
    uri: z.string(),
    headers: z.record(z.string(), z.array(z.string())).default({}),
  }),
})

function fromJson(line: string): AccessRecord | null {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    return null
  }
  const caddy = Caddy.safeParse(value)
  if (caddy.success) {
    const { ts, status, size, duration, request } = caddy.data
    const { method, uri: target, headers } = request
    const time = typeof ts === 'number' ? ts : Date.parse(ts) / 1000
    const address = request.client_ip ?? request.remote_ip
    const [referrer, agent] = [headers.Referer?.[0], headers['User-Agent']?.[0]]
    return recordOf({
      ...{ time, method, target, status, bytes: size, seconds: duration },
      ...{ address, referrer, agent },
    })
  }
  const nginx = Nginx.safeParse(value)
  if (!nginx.success) return null
  const given = nginx.data
  const time = given.msec ?? Date.parse(given.time_iso8601 ?? given.time ?? '') / 1000
  const asked = REQUEST.exec(given.request ?? '')
  return recordOf({
    time,
    method: given.request_method ?? asked?.[1] ?? '-',
    target: given.request_uri ?? asked?.[2] ?? '-',
    status: given.status,
    bytes: given.body_bytes_sent ?? 0,
    seconds: given.request_time ?? null,
    address: given.remote_addr,
    referrer: given.http_referer,
    agent: given.http_user_agent,
  })
}

type Parts = {
  time: number
  method: string
  target: string
  status: number
  bytes: number
  seconds: number | null
  address: string | undefined
  referrer: string | undefined
  agent: string | undefined
}

const said = (value: string | undefined) =>
  value === undefined || value === '' || value === '-' ? null : value

function recordOf(parts: Parts): AccessRecord | null {
  const { time, method, target, status, bytes, seconds } = parts
  const plausible = time > 0 && time < 2 ** 32 && status >= 100 && status < 600
  if (!plausible || !(bytes >= 0)) return null
  const address = said(parts.address)
  return {
    time: Math.floor(time),
    ...{ method, path: pathOf(target), route: null, status, bytes },
    ms: seconds === null ? null : seconds * 1000,
    address: address === null ? null : truncated(address),
    referrer: said(parts.referrer),
    agent: said(parts.agent),
    weight: 1,
  }
}
