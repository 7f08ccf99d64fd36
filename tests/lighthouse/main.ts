/*
 * What Google's Lighthouse says of the pages that people land on, at its mobile settings: a slow phone on a slow network.
 * It is fetched by name and version when it is asked for, as no other part of the project needs it.
 */
import { join } from 'node:path'
import { run } from '../../deploy/command.ts'
import { Checks, must } from '../support/checks.ts'
import { findChromium } from '../support/chromium.ts'
import { settled, startServer, temporaryFolder } from '../support/server.ts'

const LIGHTHOUSE = 'lighthouse@13.5.0'
/** Its measure of the machine; below this the phone that it imitates is slower than it says. */
const QUIET = 1000
/** Of so many the middle one is told: a single run says more of the machine than of the page. */
const RUNS = 3
const ATTEMPTS = 3
const FLAGS = '--headless=new --no-sandbox --disable-gpu'

type Category = 'performance' | 'accessibility' | 'best-practices' | 'seo'
type Report = {
  categories: Record<Category, { score: number | null }>
  audits: Record<string, { score: number | null; title: string; displayValue?: string }>
  environment: { benchmarkIndex: number }
}

const checks = new Checks()
const { path: browser, why } = await findChromium()
if (!browser) checks.none(why)
if (!Bun.which('node')) checks.none('Lighthouse needs Node')
const folder = temporaryFolder()
const server = await startServer({ SIMULATOR: 'off' })
await settled(server.url)
const { items } = (await (await fetch(`${server.url}/api/cars?sort=deal&limit=1`)).json()) as {
  items: { id: string }[]
}

for (const path of ['/', '/cars', `/cars/${items[0]?.id}`, '/market', '/estimate']) {
  let report: Report | undefined
  await checks.check(`${path}: accessibility, best practices and SEO are 100`, async () => {
    report = await middleOf(path)
    const least = (['accessibility', 'best-practices', 'seo'] as const).filter(
      (category) => report?.categories[category].score !== 1,
    )
    must(least.length === 0, `${least.join(', ')}: ${failing(report).join('; ')}`)
  })
  if (!report) continue
  const { benchmarkIndex } = report.environment
  const score = Math.round((report.categories.performance.score ?? 0) * 100)
  const told = `${score}; ${times(report)}; machine ${Math.round(benchmarkIndex)}`
  if (benchmarkIndex < QUIET) checks.skip(`${path}: performance on a machine too busy: ${told}`)
  else
    await checks.check(`${path}: performance is 95 at least`, async () => {
      must(score >= 95, told)
      return told
    })
}
await server.stop()
folder.remove()
checks.finish()

async function middleOf(path: string): Promise<Report> {
  const reports: Report[] = []
  for (let run = 0; run < RUNS; run++) reports.push(await reportOf(path))
  const performance = ({ categories }: Report) => categories.performance.score ?? 0
  return reports.toSorted((a, b) => performance(a) - performance(b))[Math.floor(RUNS / 2)] as Report
}

async function reportOf(path: string): Promise<Report> {
  const file = join(folder.path, 'report.json')
  const command = [process.execPath, 'x', LIGHTHOUSE, server.url + path, '--quiet']
  for (let attempt = 1; ; attempt++) {
    const { code, said } = await run(
      [...command, '--output=json', `--output-path=${file}`, `--chrome-flags=${FLAGS}`],
      { env: { CHROME_PATH: browser ?? '' } },
    )
    if (code === 0) return Bun.file(file).json()
    // A trace of Chromium without its beginning, which is no fault of the page.
    must(attempt < ATTEMPTS && said.includes('Please run Lighthouse again'), said.slice(-300))
  }
}

function failing({ audits }: Report): string[] {
  return Object.values(audits)
    .filter(({ score }) => score !== null && score < 1)
    .map(({ title, displayValue }) => [title, displayValue].filter(Boolean).join(' '))
}

function times({ audits }: Report): string {
  const of = (audit: string) => audits[audit]?.displayValue?.replace(/\s/g, ' ') ?? '?'
  const named = {
    'first paint': of('first-contentful-paint'),
    'largest paint': of('largest-contentful-paint'),
    'blocked for': of('total-blocking-time'),
    'moved by': of('cumulative-layout-shift'),
  }
  return Object.entries(named)
    .map(([what, value]) => `${what} ${value}`)
    .join(', ')
}
