import { dirname, join } from 'node:path'
import type { Manifest } from '../infra/capture.ts'
import { yamlOf } from '../infra/render.ts'
import { checkKept } from '../infra/secret-checks.ts'
import { PLACEHOLDER } from '../infra/secrets.ts'
import { CommandFailed, must, type Result, run } from './command.ts'
import { followRollout } from './rollout.ts'

/** A cluster, by the name that kubectl has for it. */
export class Cluster {
  constructor(readonly context: string) {}

  /** The one that kubectl talks to. @throws CommandFailed when there is none, or it does not answer */
  static async current(): Promise<Cluster> {
    if (!Bun.which('kubectl')) throw new CommandFailed('kubectl is not installed')
    const context = await must(['kubectl', 'config', 'current-context'])
    const cluster = new Cluster(context)
    await cluster.must(['get', '--raw', '/readyz', '--request-timeout=10s'])
    return cluster
  }

  run(args: string[], input?: string): Promise<Result> {
    return run(['kubectl', '--context', this.context, ...args], {
      ...(input !== undefined && { input }),
    })
  }

  async must(args: string[], input?: string): Promise<string> {
    const { code, out, said } = await this.run(args, input)
    if (code === 0) return out
    throw new CommandFailed(`kubectl ${args.slice(0, 4).join(' ')}: ${said.slice(-1500)}`)
  }

  // biome-ignore lint/suspicious/noExplicitAny: kinds differ
  async json(args: string[]): Promise<any> {
    return JSON.parse(await this.must([...args, '-o', 'json']))
  }

  /**
   * Brings the objects into the cluster: the namespace, then the secrets that are not there yet, then the rest. A secret
   * that is there is never replaced: a database was made with it.
   */
  async apply(objects: Manifest[]): Promise<void> {
    const [namespaces, others] = split(objects, ({ kind }) => kind === 'Namespace')
    const [secrets, rest] = split(others, ({ kind }) => kind === 'Secret')
    const apply = (some: Manifest[]) =>
      this.must(
        ['apply', '--server-side', '--force-conflicts', '--field-manager=forecourt', '-f', '-'],
        yamlOf(some),
      )
    if (namespaces.length > 0) await apply(namespaces)
    for (const secret of secrets) await this.make(secret)
    if (rest.length > 0) await apply(rest)
  }

  private async make(secret: Manifest): Promise<void> {
    const { metadata, stringData } = secret
    const get = ['-n', metadata.namespace ?? '', 'get', 'secret', metadata.name, '-o', 'json']
    const there = await this.run(get)
    if (there.code === 0) return checkKept(metadata.name, wordsIn(JSON.parse(there.out).data ?? {}))
    const missing = Object.keys(stringData).filter((key) => stringData[key] === PLACEHOLDER)
    if (missing.length > 0) {
      const literals = missing.map((key) => `--from-literal=${key}=…`).join(' ')
      throw new CommandFailed(
        `the Secret ${metadata.name} has to be there first: kubectl -n ${metadata.namespace} create secret generic ${metadata.name} ${literals}`,
      )
    }
    const { code, said } = await this.run(['create', '-f', '-'], yamlOf([secret]))
    if (code !== 0 && !said.includes('already exists')) throw new CommandFailed(said)
  }

  /**
   * Waits until all of the objects' pods are as they should be.
   * @param patience s
   * @param say hears how far it is
   * @throws CommandFailed in one line that says what stops it
   */
  async rolledOut(
    objects: Manifest[],
    patience = 600,
    say?: (line: string) => void,
  ): Promise<void> {
    await followRollout(this, objects, { patience, say })
  }

  /** Brings images that a local engine has to the nodes, as no registry has them. @throws CommandFailed */
  async load(images: string[]): Promise<void> {
    const { context } = this
    const [, kind] = context.match(/^kind-(.+)$/) ?? []
    if (kind) return void (await must(['kind', 'load', 'docker-image', '--name', kind, ...images]))
    const [, k3d] = context.match(/^k3d-(.+)$/) ?? []
    if (k3d) return void (await must(['k3d', 'image', 'import', '-c', k3d, ...images]))
    if (/^(docker-desktop|orbstack|rancher-desktop|colima)/.test(context)) return
    if (context === 'minikube') {
      for (const image of images) await must(['minikube', 'image', 'load', image])
      return
    }
    const ctr = await this.ownContainerd()
    if (!ctr)
      throw new CommandFailed(
        `there is no way to load images into ${context}: push them to a registry, and give --images FILE`,
      )
    const save = Bun.spawn(['docker', 'save', ...images], { stdout: 'pipe', stderr: 'inherit' })
    const load = Bun.spawn([...ctr, 'images', 'import', '-'], {
      stdin: save.stdout,
      stdout: 'ignore',
      stderr: 'pipe',
    })
    const [saved, loaded] = await Promise.all([save.exited, load.exited])
    if (saved !== 0 || loaded !== 0)
      throw new CommandFailed(`images import: ${await new Response(load.stderr).text()}`)
  }

  /** A node on this machine: its containerd takes archives. */
  async ownContainerd(): Promise<string[] | null> {
    const kubeconfig = process.env.KUBECONFIG?.split(':')[0]
    const beside = kubeconfig ? join(dirname(kubeconfig), 'ctr') : ''
    if (beside !== '' && (await Bun.file(beside).exists())) return [beside]
    return Bun.which('k3s') ? ['k3s', 'ctr'] : null
  }
}

const wordsIn = (data: Record<string, string>) =>
  Object.fromEntries(
    Object.entries(data).map(([key, value]) => [key, Buffer.from(value, 'base64').toString()]),
  )

function split<T>(items: T[], first: (item: T) => boolean): [T[], T[]] {
  return [items.filter(first), items.filter((item) => !first(item))]
}
