/*
 * `bun run test:manifests`: deploy/ as a real API server sees it: every object of every stack goes through its
 * schemas, defaults and admission, and nothing is kept but the namespaces that were missing.
 */
import { join } from 'node:path'
import { run } from '../../deploy/command.ts'
import { capture } from '../../infra/capture.ts'
import { yamlOf } from '../../infra/render.ts'
import { readStack, stackNames } from '../../infra/stacks.ts'
import { Checks, must } from '../support/checks.ts'
import { findCluster } from '../support/cluster.ts'
import { ROOT } from '../support/server.ts'
import { SECRETS, variants } from '../support/stacks.ts'

/** The version of the Gateway API whose kinds are asked for; they are no part of Kubernetes. */
const GATEWAY_API = 'sigs.k8s.io/gateway-api@v1.3.0'
const checks: Checks = new Checks()
const { found, why } = await findCluster({ apiOnly: true })
if (!found) checks.none(why)
const { cluster, stop } = found
const made: string[] = []
/** Another name each time: without a controller a namespace is never quite deleted. */
const RUN = `dry-run-${crypto.randomUUID().slice(0, 6)}`
const dryRun = ['apply', '--server-side', '--dry-run=server', '--validate=strict', '-f']

try {
  const { gitVersion } = (await cluster.json(['version'])).serverVersion
  console.log(`${new Date().toISOString()} ${cluster.context}, Kubernetes ${gitVersion}`)
  const gateways = await gatewayKinds()
  for (const stack of stackNames()) {
    const folder = join(ROOT, 'deploy', stack)
    const { namespace } = readStack(stack, { pinned: false })
    if ('host' in readStack(stack, { pinned: false }).exposure && !gateways) {
      checks.skip(`${stack}: the kinds of the Gateway API cannot be had here`)
      continue
    }
    await checks.check(`deploy/${stack} is accepted`, async () => {
      await makeNamespace(namespace)
      const accepted = await tryOut(aside(await textOf(folder), namespace))
      const warned = accepted.filter((line) => /^Warning/.test(line))
      must(warned.length === 0, warned.join('\n'))
      return `${accepted.length} objects, secrets among them`
    })
  }
  for (const { name, stack, different } of variants()) {
    const settings = readStack(stack, different)
    if (settings.exposure.kind === 'gateway' && !gateways) continue
    await checks.check(`${name}: accepted as deployed`, async () => {
      const objects = await capture(settings, SECRETS)
      const accepted = await tryOut(aside(yamlOf(objects), settings.namespace))
      return `${accepted.length} objects`
    })
  }
  await checks.check('what is wrong would be refused', async () => {
    const { namespace } = readStack('dev')
    const web = aside(await Bun.file(join(ROOT, 'deploy/dev/web.yaml')).text(), namespace)
    for (const [right, wrong] of [
      ['minReadySeconds', 'minReadySecond'],
      ['path: /health/live', 'path: 7'],
      ['maxUnavailable: 0', 'maxUnavailable: none'],
    ] as const) {
      must(web.includes(right), `${right} is not there any more`)
      const { code } = await cluster.run(
        [...dryRun, '-', '--force-conflicts'],
        web.replace(right, wrong),
      )
      must(code !== 0, `${wrong} was accepted`)
    }
  })
} finally {
  if (made.length > 0 && (await hasController()))
    await cluster.run(['delete', 'namespace', ...made, '--wait=false'])
  await stop()
}
checks.finish()

/** Beside a stack of the same name that may be there with other settings: in a namespace and at a port of its own. */
function aside(text: string, namespace: string): string {
  return text
    .replace(new RegExp(`(?<![\\w/-])${namespace}(?![\\w/])`, 'g'), `${namespace}-${RUN}`)
    .replaceAll('nodePort: 30080', 'nodePort: 32767')
}

async function textOf(folder: string): Promise<string> {
  const names = [...new Bun.Glob('*.{yaml,example}').scanSync({ cwd: folder })].sort()
  const texts = await Promise.all(names.map((name) => Bun.file(join(folder, name)).text()))
  return texts.join('---\n')
}

async function makeNamespace(namespace: string): Promise<void> {
  const name = `${namespace}-${RUN}`
  if ((await cluster.run(['get', 'namespace', name])).code === 0) return
  await cluster.must(['create', 'namespace', name])
  made.push(name)
}

/** @returns a line for each object that was accepted, and the warnings */
async function tryOut(text: string): Promise<string[]> {
  return (await cluster.must([...dryRun, '-', '--force-conflicts'], text)).split('\n')
}

async function hasController(): Promise<boolean> {
  return (await cluster.json(['get', 'nodes'])).items.length > 0
}

async function gatewayKinds(): Promise<boolean> {
  if ((await cluster.run(['get', 'crd', 'httproutes.gateway.networking.k8s.io'])).code === 0)
    return true
  if (!Bun.which('go')) return false
  const { code, out } = await run(['go', 'mod', 'download', '-json', GATEWAY_API])
  if (code !== 0) return false
  const kinds = join(JSON.parse(out).Dir, 'config/crd/standard')
  await cluster.must(['apply', '--server-side', '-f', kinds])
  const established = [
    'wait',
    '--for=condition=established',
    'crd/httproutes.gateway.networking.k8s.io',
    '--timeout=30s',
  ]
  return (await cluster.run(established)).code === 0
}
