import htmxSseFile from 'htmx.org/dist/ext/hx-sse.min.js' with { type: 'file' }
import htmxFile from 'htmx.org/dist/htmx.min.js' with { type: 'file' }
import swaggerStyle from 'swagger-ui-dist/swagger-ui.css' with { type: 'file' }
import swaggerScript from 'swagger-ui-dist/swagger-ui-bundle.js' with { type: 'file' }
import beginScript from '../ui/begin.js' with { type: 'file' }
import docsStyle from '../ui/docs.css' with { type: 'file' }
import styleFile from '../ui/forecourt.css' with { type: 'file' }
import iconFile from '../ui/icon.svg' with { type: 'file' }
import rangeScript from '../ui/range.js' with { type: 'file' }
import { compressBeforehand, type Variants } from './compress.ts'
import docsScript from './docs.js' with { type: 'file' }

// Imported as files, so that they are found from any folder and inside a compiled binary. What htmx needs for streams comes in
// one file with it: htmx goes over the page before a second script is there, and the stream would never be opened. It would
// also go over every link for something that no page uses: `begin` gives it what asks for a part instead, one at a time, so
// that a tap is answered in between.
const FILES = {
  css: ['forecourt.css', styleFile, 'text/css; charset=utf-8'],
  htmx: ['htmx.js', [htmxFile, beginScript], 'text/javascript; charset=utf-8'],
  htmxSse: ['htmx-sse.js', [htmxFile, htmxSseFile], 'text/javascript; charset=utf-8'],
  icon: ['icon.svg', iconFile, 'image/svg+xml'],
  range: ['range.js', rangeScript, 'text/javascript; charset=utf-8'],
  docsScript: ['docs.js', docsScript, 'text/javascript; charset=utf-8'],
  docsStyle: ['docs.css', docsStyle, 'text/css; charset=utf-8'],
  swaggerScript: ['swagger-ui.js', swaggerScript, 'text/javascript; charset=utf-8'],
  swaggerStyle: ['swagger-ui.css', swaggerStyle, 'text/css; charset=utf-8'],
} as unknown as Record<AssetName, [name: string, file: string | string[], type: string]>

type AssetName =
  | 'css'
  | 'htmx'
  | 'htmxSse'
  | 'icon'
  | 'range'
  | 'docsScript'
  | 'docsStyle'
  | 'swaggerScript'
  | 'swaggerStyle'
type Asset = { path: string; type: string; variants: Variants }
export type AssetPaths = Record<AssetName, string>

const NEW_LINE = Buffer.from('\n')
/** Our own stylesheet is commented for whoever writes it; every page waits for it. */
const COMMENT = /\/\*.*?\*\/\n?/gs

/** Files that pages refer to. The content's hash is in the name, so a browser keeps them for good. */
export async function loadAssets() {
  const assets = new Map<AssetName, Asset>()
  for (const [key, [name, file, type]] of Object.entries(FILES)) {
    const parts = await Promise.all([file].flat().map((part) => Bun.file(part).bytes()))
    const whole = Buffer.concat(parts.flatMap((part) => [part, NEW_LINE]))
    const plain = key === 'css' ? Buffer.from(whole.toString().replace(COMMENT, '')) : whole
    const hash = new Bun.CryptoHasher('sha256').update(plain).digest('hex').slice(0, 10)
    const path = `/assets/${name.replace(/\.(\w+)$/, `.${hash}.$1`)}`
    const variants = await compressBeforehand(plain)
    assets.set(key as AssetName, { path, type, variants })
  }
  const paths = Object.fromEntries([...assets].map(([key, { path }]) => [key, path])) as AssetPaths
  const byPath = new Map([...assets.values()].map((asset) => [asset.path, asset]))
  return { paths, find: (path: string) => byPath.get(path) }
}
export type Assets = Awaited<ReturnType<typeof loadAssets>>
