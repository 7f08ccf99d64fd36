import { join } from 'node:path'
import packageJson from '../package.json' with { type: 'json' }
import { ROOT } from './command.ts'

const LENGTH = 12
const shorten = (hash: Bun.CryptoHasher) => hash.digest('hex').slice(0, LENGTH)

/** A tag for what this checkout builds: the version and a hash of all that goes to the builder. */
export async function contentTag(root = ROOT): Promise<string> {
  const hash = new Bun.CryptoHasher('sha256')
  for (const path of await builderFiles(root)) {
    hash.update(`${path}\0`)
    hash.update(await Bun.file(join(root, path)).bytes())
  }
  return `${packageJson.version}-${shorten(hash)}`
}

/**
 * The same for the caretaker alone, by its bundle: what else changes in a release does not touch it.
 * @throws AggregateError when it cannot be bundled
 */
export async function caretakerTag(root = ROOT): Promise<string> {
  const { outputs } = await Bun.build({
    entrypoints: [join(root, 'sidecars/caretaker/main.ts')],
    root,
    target: 'bun',
    minify: { whitespace: true, syntax: true },
  })
  const hash = new Bun.CryptoHasher('sha256').update(Bun.version)
  for (const output of outputs) hash.update(await output.arrayBuffer())
  return `caretaker-${shorten(hash)}`
}

if (import.meta.main) console.log(await caretakerTag())

/** Everything that .dockerignore lets through, and the Dockerfile. */
async function builderFiles(root: string): Promise<string[]> {
  const ignored = (await Bun.file(join(root, '.dockerignore')).text()).split('\n')
  const taken = ignored.flatMap((line) => (line.startsWith('!') ? [line.slice(1)] : []))
  const left = ignored.flatMap((line) => (line.startsWith('**/') ? [new Bun.Glob(line)] : []))
  const paths = taken.flatMap((name) =>
    [name, `${name}/**/*`].flatMap((pattern) => [
      ...new Bun.Glob(pattern).scanSync({ cwd: root, dot: true }),
    ]),
  )
  return ['Dockerfile', ...paths].filter((path) => !left.some((glob) => glob.match(path))).sort()
}
