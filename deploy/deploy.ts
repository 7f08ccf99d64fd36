/*
 * `bun run deploy STACK [--images FILE] [--with pulumi|kubectl]`: from a cluster to the served page. Pulumi does it where it
 * and its plugins are there; else kubectl, with the same objects from the same program (infra/).
 *
 * Images    FILE is {"registry", "tag", "digests"}, as the delivery writes it. Without it, a stack that is not pinned
 *           gets images built from this checkout, loaded into the cluster (kind, k3d, minikube, k3s, Docker Desktop).
 * Secrets   Pulumi: from the stack's encrypted configuration, else made once. kubectl: those that are not there are made
 *           once; those that only you can know (an external database, a bucket) have to be there.
 * Exit      0 deployed and ready, 1 not, 2 wrong usage or a configuration that cannot work
 */
import { parseArgs } from 'node:util'
import { capture } from '../infra/capture.ts'
import { TO_BE_GIVEN } from '../infra/secrets.ts'
import { type Images, type Settings, SettingsError } from '../infra/settings.ts'
import { readImages, readStack, UNKNOWN, valuesOf } from '../infra/stacks.ts'
import { buildImages, imagesOfCheckout } from './build-images.ts'
import { Cluster } from './cluster.ts'
import { CommandFailed } from './command.ts'
import { upWithEngine, whyNoEngine } from './engine.ts'
import { followRollout } from './rollout.ts'

const say = (words: string) => console.log(words)
const PATIENCE = 600

async function deploy(stack: string, file: string | undefined, tool: string | undefined) {
  const given = file === undefined ? undefined : readImages(file)
  if (given) refuseUnknown(given)
  const settings =
    given || valuesOf(stack).pinned !== false
      ? readStack(stack, given && { images: given })
      : readStack(stack, { images: await ownImages(readStack(stack).images) })
  if (await useEngine(tool)) await withEngine(stack, settings)
  else await withKubectl(stack, settings)
  tellTheWay(settings)
}

/** Manifests are rendered with digests of zeros where none are known yet; no registry has such an image. */
function refuseUnknown({ digests }: Images): void {
  const unknown = Object.entries(digests ?? {}).flatMap(([target, digest]) =>
    digest === UNKNOWN ? [target] : [],
  )
  if (unknown.length > 0)
    throw new SettingsError(
      `${unknown.join(', ')}: a digest of zeros is no image. Take images.json of a release, or of the workflow recette; your own: push them, and ask each with docker buildx imagetools inspect IMAGE --format '{{.Manifest.Digest}}'`,
    )
}

/** Images of this checkout, in the cluster that kubectl talks to. */
async function ownImages({ registry }: Images): Promise<Images> {
  const cluster = await Cluster.current()
  const began = Date.now()
  const images = await imagesOfCheckout(registry)
  say(`building ${registry}/*:${images.tag}`)
  const names = await buildImages(images, (image) => say(`  ${image}`))
  await cluster.load(names)
  say(`built and loaded into ${cluster.context} in ${seconds(began)}`)
  return images
}

async function withKubectl(stack: string, settings: Settings): Promise<void> {
  const cluster = await Cluster.current()
  const began = Date.now()
  say(`deploying ${stack} to ${cluster.context}, namespace ${settings.namespace}, with kubectl`)
  const objects = await capture(settings, TO_BE_GIVEN)
  await cluster.apply(objects)
  say(`${objects.length} objects are there; waiting for their pods`)
  await cluster.rolledOut(objects, PATIENCE, (line) => say(`  ${line}`))
  say(`ready in ${seconds(began)}`)
}

/** @throws CommandFailed when Pulumi was asked for and cannot */
async function useEngine(tool: string | undefined): Promise<boolean> {
  if (tool === 'kubectl') return false
  const why = await whyNoEngine()
  if (why !== null && tool === 'pulumi') throw new CommandFailed(why)
  if (why !== null) say(`${why}: going on with kubectl`)
  return why === null
}

/** Pulumi waits for pods without a word about them: what stops them is looked for beside it. */
async function withEngine(stack: string, settings: Settings): Promise<void> {
  const cluster = await Cluster.current().catch(() => null)
  const stop = new AbortController()
  const done = new AbortController()
  const watching =
    cluster &&
    watch(cluster, settings, done.signal).catch((why: Error) => {
      stop.abort()
      return why
    })
  try {
    await upWithEngine(stack, settings.images, say, stop.signal)
  } catch (error) {
    if (!stop.signal.aborted) throw error
  } finally {
    done.abort()
  }
  const why = await watching
  if (stop.signal.aborted && why) throw why
}

async function watch(cluster: Cluster, settings: Settings, until: AbortSignal): Promise<void> {
  const objects = await capture(settings, TO_BE_GIVEN)
  await followRollout(cluster, objects, {
    patience: PATIENCE,
    until,
    say: (line) => say(`  ${line}`),
  })
}

function tellTheWay({ exposure, namespace }: Settings) {
  if ('host' in exposure) return say(`https://${exposure.host}`)
  if (exposure.kind === 'nodePort') say(`http://NODE:${exposure.port} (any address of a node)`)
  say(`kubectl -n ${namespace} port-forward service/web 3000:80   # http://localhost:3000`)
}

const seconds = (began: number) => `${((Date.now() - began) / 1000).toFixed(1)} s`

try {
  const { values, positionals } = parseArgs({
    args: process.argv.slice(2),
    options: { images: { type: 'string' }, with: { type: 'string' } },
    allowPositionals: true,
  })
  const [stack = '', ...more] = positionals
  if (more.length > 0 || !['pulumi', 'kubectl', undefined].includes(values.with))
    throw new SettingsError('usage: bun run deploy STACK [--images FILE] [--with pulumi|kubectl]')
  await deploy(stack, values.images, values.with)
} catch (error) {
  const wrongUse = error instanceof SettingsError || error instanceof TypeError
  if (!(wrongUse || error instanceof CommandFailed)) throw error
  process.stderr.write(`deploy: ${error.message}\n`)
  process.exit(wrongUse ? 2 : 1)
}
