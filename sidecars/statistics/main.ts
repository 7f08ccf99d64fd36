/*
 * The statistics of numbers that are sent, as a service of their own. It opens no database and keeps nothing: fields of
 * the market (GET ?field=) are answered by the web server alone.
 *
 * Port      PORT (3000) on HOST:
 *             POST /api/statistics/{mean,summary,histogram}  {"values": [up to 1,000,000 numbers]}, at most 32 MiB
 *             GET  /health/live   the process runs
 *             GET  /health/ready  it takes requests; 503 while it drains
 *             GET  /metrics       Prometheus' text format: request counts and durations by method, route and status
 * Env       HOST, PORT, LOG_LEVEL, APP_VERSION (src/config.ts)
 * Memory    8 bytes a number, three times that while the list grows: 24 MB for a million; the mean keeps none of them.
 * Output    stdout: the log. Errors are application/problem+json.
 * Signals   SIGTERM, SIGINT: unready, finishes what has begun, exit 0. A wrong configuration: exit 2.
 */
import { MOST_BYTES } from '../../src/statistics/read-numbers.ts'
import { valueRoutes } from '../../src/statistics/value-routes.ts'
import { serve } from '../small-service.ts'

await serve('statistics', valueRoutes(), { '/api/statistics/': MOST_BYTES })
