/*
 * The calculator as a service of its own: the routes of /api/calculator, and nothing else. It opens no database and
 * keeps nothing, so any number of replicas may run.
 *
 * Port      PORT (3000) on HOST:
 *             GET /api/calculator/{add,subtract,multiply,divide,emi,emi/schedule,affordability,transfer,ownership}
 *             GET /health/live   the process runs
 *             GET /health/ready  it takes requests; 503 while it drains
 *             GET /metrics       Prometheus' text format: request counts and durations by method, route and status
 * Env       HOST, PORT, LOG_LEVEL, APP_VERSION (src/config.ts)
 * Output    stdout: the log. Errors are application/problem+json.
 * Signals   SIGTERM, SIGINT: unready, finishes what has begun, exit 0. A wrong configuration: exit 2.
 */
import { calculatorApi } from '../../src/calculators/api.ts'
import { serve } from '../small-service.ts'

await serve('calculator', calculatorApi())
