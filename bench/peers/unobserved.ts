import { plugin } from 'bun'

/*
 * `bun --preload ./bench/peers/unobserved.ts src/server.ts`: the server without its telemetry. Requests and questions to
 * the store are neither counted nor timed, written down nor recorded, and nothing is a span.
 */
const REPLACED: readonly (readonly [file: string, from: string, to: string])[] = [
  [
    '/src/platform/http/metrics.ts',
    'export const measured =',
    "export const measured = () => new Elysia({ name: 'measured' })\nexport const measuredBefore =",
  ],
  [
    '/src/platform/http/request-counts.ts',
    'observing(labels: RequestLabels): (seconds: number) => void {',
    'observing(labels: RequestLabels): (seconds: number) => void {\n    return () => {}',
  ],
  [
    '/src/operations/store-metrics.ts',
    'export function observedStores(stores: Stores, observer: CallObserver): Stores {',
    'export function observedStores(stores: Stores, observer: CallObserver): Stores {\n  return stores',
  ],
  [
    '/src/app.tsx',
    'const tell: Told = (request, answer) => {',
    'const tell: Told = (request, answer) => {\n    return',
  ],
]

plugin({
  name: 'unobserved',
  setup(build) {
    build.onLoad(
      {
        filter:
          /\/src\/(?:app\.tsx|platform\/http\/(?:metrics|request-counts)\.ts|operations\/store-metrics\.ts)$/,
      },
      async ({ path }) => {
        const [, from = '', to = ''] = REPLACED.find(([file]) => path.endsWith(file)) ?? []
        const text = await Bun.file(path).text()
        if (!text.includes(from)) throw new Error(`${path} has no "${from}" any more`)
        return { contents: text.replace(from, () => to), loader: path.endsWith('x') ? 'tsx' : 'ts' }
      },
    )
  },
})
