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
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { capture } from '../infra/capture.ts'
import { TO_BE_GIVEN } from '../infra/secrets.ts'
import { type Images, type Settings, SettingsError } from '../infra/settings.ts'
import { readImages, readStack, valuesOf } from '../infra/stacks.ts'
import packageJson from '../package.json' with { type: 'json' }
import { buildImages, revision } from './build-images.ts'
import { Cluster } from './cluster.ts'
import { CommandFailed, ROOT, run, succeeds } from './command.ts'

const say = (words: string) => console.log(words)
const PROVIDER = packageJson.devDependencies['@pulumi/kubernetes']

async function deploy(stack: string, file: string | undefined, tool: string | undefined) {
  const given = file === undefined ? undefined : readImages(file)
  const settings =
    given || valuesOf(stack).pinned !== false
      ? readStack(stack, given && { images: given })
      : readStack(stack, { images: await ownImages(readStack(stack).images) })
  const withPulumi = tool === undefined ? await pulumiIsThere() : tool === 'pulumi'
  if (withPulumi) await withEngine(stack, settings.images)
  else await withKubectl(stack, settings)
  tellTheWay(settings)
}

/** Images of this checkout, in the cluster that kubectl talks to. */
async function ownImages({ registry }: Images): Promise<Images> {
  const cluster = await Cluster.current()
  const tag = await tagOfCheckout()
  const began = Date.now()
  say(`building ${registry}/*:${tag}`)
  const images = await buildImages(registry, tag, (image) => say(`  ${image}`))
  await cluster.load(images)
  say(`built and loaded into ${cluster.context} in ${seconds(began)}`)
  return { registry, tag }
}

/** A checkout with changes gets a tag for each state, so that a deployment brings it. */
async function tagOfCheckout(): Promise<string> {
  const commit = await revision()
  return commit.endsWith('-dirty') ? `${commit}-${Math.floor(Date.now() / 1000)}` : commit
}

async function withKubectl(stack: string, settings: Settings): Promise<void> {
  const cluster = await Cluster.current()
  const began = Date.now()
  say(`deploying ${stack} to ${cluster.context}, namespace ${settings.namespace}, with kubectl`)
  const objects = await capture(settings, TO_BE_GIVEN)
  await cluster.apply(objects)
  say(`${objects.length} objects are there; waiting for their pods`)
  let last = ''
  await cluster.rolledOut(objects, 600, (line) => {
    if (line !== last) say(`  ${line}`)
    last = line
  })
  say(`ready in ${seconds(began)}`)
}

/** The CLI, what runs a program in bun for it, and the plugin that speaks with a cluster. */
async function pulumiIsThere(): Promise<boolean> {
  if (!Bun.which('pulumi') || !Bun.which('pulumi-language-bun')) return false
  const there = await succeeds('pulumi', 'plugin', 'install', 'resource', 'kubernetes', PROVIDER)
  if (!there) say('the kubernetes plugin of Pulumi cannot be had here')
  return there
}

/** The stack's file stays as it is: the images of this deployment are in a copy. */
async function withEngine(stack: string, images: Images): Promise<void> {
  const here = ['--cwd', join(ROOT, 'infra'), '--non-interactive']
  await run(['pulumi', 'stack', 'init', stack, ...here])
  const folder = await mkdtemp(join(tmpdir(), 'forecourt-deploy-'))
  try {
    const config = join(folder, `Pulumi.${stack}.yaml`)
    const file = Bun.YAML.parse(
      await Bun.file(join(ROOT, `infra/Pulumi.${stack}.yaml`)).text(),
    ) as {
      config: Record<string, unknown>
    }
    file.config['forecourt:images'] = images
    await Bun.write(config, Bun.YAML.stringify(file, null, 2))
    const flags = ['--stack', stack, '--yes', '--skip-preview', '--config-file', config]
    const up = Bun.spawn(['pulumi', 'up', ...here, ...flags], {
      stdout: 'inherit',
      stderr: 'inherit',
    })
    if ((await up.exited) !== 0) throw new CommandFailed(`pulumi up --stack ${stack} failed`)
  } finally {
    await rm(folder, { recursive: true })
  }
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
