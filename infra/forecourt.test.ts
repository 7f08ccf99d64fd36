import { beforeAll, describe, expect, test } from 'bun:test'
import * as pulumi from '@pulumi/pulumi'
import { IMAGES, SECRETS, variants } from '../tests/support/stacks.ts'
import { capture, componentOf, type Manifest } from './capture.ts'
import { lasting } from './protection.ts'
import { fromText } from './settings.ts'
import { readStack, valuesOf, withUnknownDigests } from './stacks.ts'

// biome-ignore lint/suspicious/noExplicitAny: any part of any kind of object is looked into
type Part = any
type Pod = { owner: Manifest; spec: Part; metadata: Manifest['metadata'] }

describe.each(variants())('$name', ({ stack, different }) => {
  let objects: Manifest[] = []
  const of = (kind: string) => objects.filter((object) => object.kind === kind)
  beforeAll(async () => {
    objects = await capture(readStack(stack, different), SECRETS)
  })

  /** Every pod that a workload makes. */
  function pods() {
    const found = objects.flatMap((owner) => {
      const template = owner.spec?.jobTemplate?.spec.template ?? owner.spec?.template
      return template ? [{ owner, metadata: template.metadata, spec: template.spec }] : []
    })
    expect(found.length).toBeGreaterThan(0)
    return found as Pod[]
  }
  const containersOf = ({ spec }: { spec: Part }) =>
    [...(spec.initContainers ?? []), ...spec.containers] as Part[]
  const containers = () =>
    pods().flatMap((pod) => containersOf(pod).map((container) => ({ pod, container })))
  /** Those that go on for as long as their pod. */
  const servers = () =>
    containers().filter(
      ({ pod, container }) =>
        pod.owner.kind !== 'CronJob' &&
        (pod.spec.containers.includes(container) || container.restartPolicy === 'Always'),
    )

  test('one namespace, which enforces the profile restricted', () => {
    const [namespace, ...others] = of('Namespace')
    expect(others).toEqual([])
    expect(objects[0]).toBe(namespace as Manifest)
    expect(namespace?.metadata.labels['pod-security.kubernetes.io/enforce']).toBe('restricted')
    for (const object of objects) {
      if (['Namespace', 'PersistentVolume'].includes(object.kind)) continue
      expect(object.metadata.namespace).toBe(namespace?.metadata.name)
    }
  })

  test('every object has the recommended labels, and a name of its own among its kind', () => {
    for (const { kind, metadata } of objects)
      for (const label of ['name', 'instance', 'component', 'part-of', 'version', 'managed-by'])
        expect({ kind, label, value: metadata.labels[`app.kubernetes.io/${label}`] }).toEqual({
          kind,
          label,
          value: expect.stringMatching(/^[\w.-]+$/),
        })
    const names = objects.map(({ kind, metadata }) => `${kind}/${metadata.name}`)
    expect(new Set(names).size).toBe(names.length)
  })

  test('a selector finds its own pods and no others, and holds no version', () => {
    const selectors = objects.flatMap(({ kind, metadata, spec }) => {
      const found = {
        Deployment: spec?.selector?.matchLabels,
        StatefulSet: spec?.selector?.matchLabels,
        PodDisruptionBudget: spec?.selector?.matchLabels,
        Service: spec?.selector,
      }[kind]
      return found ? [{ name: metadata.name, labels: found as Record<string, string> }] : []
    })
    expect(selectors.length).toBeGreaterThan(3)
    for (const { name, labels } of selectors) {
      expect(Object.keys(labels).join()).not.toContain('version')
      const matched = pods().filter((pod) => matches(labels, pod.metadata.labels))
      // A second Service of the same pods is named after them.
      const owner = name.replace(/-metrics$/, '')
      expect(matched.map(({ owner: { metadata } }) => metadata.name)).toEqual([owner])
    }
  })

  test('every pod: restricted, a service account of its own, no token', () => {
    const accounts = of('ServiceAccount').map(({ metadata }) => metadata.name)
    const used = pods().map(({ spec }) => spec.serviceAccountName)
    expect([...used].sort()).toEqual([...accounts].sort())
    for (const account of of('ServiceAccount'))
      expect(account.automountServiceAccountToken).toBe(false)
    for (const { spec } of pods()) {
      expect(spec.automountServiceAccountToken).toBe(false)
      expect(spec.enableServiceLinks).toBe(false)
      expect(spec.securityContext).toMatchObject({
        runAsNonRoot: true,
        seccompProfile: { type: 'RuntimeDefault' },
      })
      expect(spec.securityContext.runAsUser).toBeGreaterThan(0)
      for (const forbidden of ['hostNetwork', 'hostPID', 'hostIPC'])
        expect(spec[forbidden]).toBeUndefined()
      for (const volume of spec.volumes) expect(volume.hostPath).toBeUndefined()
    }
  })

  test('every container: confined, limited, and its image never floats', () => {
    for (const { container } of containers()) {
      expect(container.securityContext).toEqual({
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      })
      for (const kind of ['requests', 'limits'])
        expect(container.resources[kind]).toEqual({
          cpu: expect.any(String),
          memory: expect.any(String),
        })
      expect(container.image).not.toMatch(/:latest(@|$)/)
      expect(container.image).toMatch(/:[\w.-]+@sha256:[0-9a-f]{64}$/)
      expect(container.volumeMounts).toContainEqual({ name: 'tmp', mountPath: '/tmp' })
    }
  })

  test('every mount has its volume, and every claim its object', () => {
    for (const { pod, container } of containers()) {
      const volumes = [...pod.spec.volumes, ...(pod.owner.spec.volumeClaimTemplates ?? [])].map(
        (volume) => volume.name ?? volume.metadata.name,
      )
      for (const { name } of container.volumeMounts) expect(volumes).toContain(name)
    }
    const claims = of('PersistentVolumeClaim').map(({ metadata }) => metadata.name)
    for (const { spec } of pods())
      for (const { persistentVolumeClaim } of spec.volumes)
        if (persistentVolumeClaim) expect(claims).toContain(persistentVolumeClaim.claimName)
  })

  test('servers have probes that differ: liveness never asks for what readiness needs', () => {
    for (const { container } of servers()) {
      if (container.name === 'caretaker') continue
      const { startupProbe, livenessProbe, readinessProbe, restartPolicy } = container
      expect(startupProbe.failureThreshold * startupProbe.periodSeconds).toBeGreaterThanOrEqual(60)
      expect(livenessProbe).toBeDefined()
      expect(livenessProbe).not.toEqual(startupProbe)
      // Prometheus, Alertmanager and Grafana have addresses of their own for it.
      if (livenessProbe.httpGet)
        expect(['/health/live', '/-/healthy', '/healthz']).toContain(livenessProbe.httpGet.path)
      // A sidecar's readiness would be its pod's.
      if (restartPolicy === 'Always') expect(readinessProbe).toBeUndefined()
      else expect(readinessProbe).not.toEqual(livenessProbe)
      if (readinessProbe?.httpGet)
        expect(['/health/ready', '/-/ready', '/api/health']).toContain(readinessProbe.httpGet.path)
    }
  })

  test('ports agree, from the program to the policy', () => {
    const ports = (pod: Part) =>
      containersOf(pod).flatMap((container) => container.ports ?? []) as Part[]
    for (const { container } of containers())
      for (const probe of ['startupProbe', 'livenessProbe', 'readinessProbe']) {
        const port = container[probe]?.httpGet?.port ?? container[probe]?.tcpSocket?.port
        if (port !== undefined)
          expect(container.ports.map((each: Part) => each.name)).toContain(port)
      }
    for (const service of of('Service')) {
      const pod = podOf(service.metadata.name.replace(/-metrics$/, ''))
      for (const { targetPort } of service.spec.ports)
        expect(ports(pod).map(({ name }) => name)).toContain(targetPort)
    }
    for (const policy of of('NetworkPolicy')) {
      const pod = pods().find((each) =>
        matches(policy.spec.podSelector.matchLabels, each.metadata.labels),
      )
      if (!pod || !policy.spec.podSelector.matchLabels) continue
      for (const rule of policy.spec.ingress)
        for (const { port } of rule.ports)
          expect(ports(pod).map(({ containerPort }) => containerPort)).toContain(port)
    }
  })
  const podOf = (name: string) => pods().find(({ owner }) => owner.metadata.name === name)

  test('every key of a Secret or ConfigMap that is used exists', () => {
    const keys = new Map(
      of('Secret').map(({ metadata, stringData }) => [metadata.name, stringData]),
    )
    let used = 0
    for (const { spec } of pods())
      for (const { projected } of spec.volumes)
        for (const { secret } of projected?.sources ?? [])
          for (const { key } of secret.items) {
            used += 1
            expect(Object.keys(keys.get(secret.name) ?? {})).toContain(key)
          }
    expect(used).toBeGreaterThan(1)
    const maps = of('ConfigMap').map(({ metadata }) => metadata.name)
    for (const { pod, container } of containers()) {
      for (const { configMapRef } of container.envFrom ?? [])
        expect(maps).toContain(configMapRef.name)
      // A file that the environment names is one of the files that are mounted.
      const files = pod.spec.volumes.flatMap((volume: Part) =>
        (volume.projected?.sources ?? []).flatMap(({ secret }: Part) =>
          secret.items.map(({ path }: Part) => `/secrets/${path}`),
        ),
      )
      for (const { name, value, valueFrom } of container.env ?? []) {
        if (name.endsWith('_FILE')) expect(files).toContain(value)
        expect(valueFrom?.secretKeyRef).toBeUndefined()
      }
    }
  })

  test('no secret is anywhere but in a Secret', () => {
    const values = of('Secret').flatMap(({ stringData }) => Object.values<string>(stringData))
    const rest = JSON.stringify(objects.filter(({ kind }) => kind !== 'Secret'))
    for (const value of values.filter(({ length }) => length > 8)) expect(rest).not.toContain(value)
  })

  test('everything is closed, and each path that is open leads to somebody', () => {
    const policies = of('NetworkPolicy')
    const closed = policies.find(({ metadata }) => metadata.name === 'default-deny')
    expect(closed?.spec).toEqual({ podSelector: {}, policyTypes: ['Ingress', 'Egress'] })
    for (const pod of pods()) {
      const own = policies.filter(
        ({ spec }) =>
          spec.podSelector.matchLabels &&
          matches(spec.podSelector.matchLabels, pod.metadata.labels),
      )
      expect(own.map(({ metadata }) => metadata.name)).toEqual([pod.owner.metadata.name])
      expect(own[0]?.spec.policyTypes).toEqual(['Ingress', 'Egress'])
    }
    for (const { spec } of policies)
      for (const { from = [], to = [] } of [...(spec.ingress ?? []), ...(spec.egress ?? [])])
        for (const { podSelector, namespaceSelector } of [...from, ...to]) {
          if (namespaceSelector || !podSelector?.matchLabels) continue
          const { 'app.kubernetes.io/component': component } = podSelector.matchLabels
          const there = pods().some((pod) => matches(podSelector.matchLabels, pod.metadata.labels))
          // The importer may be switched off, and a canary is not always there.
          if (!['importer', 'web-canary'].includes(component))
            expect({ component, there }).toEqual({ component, there: true })
        }
  })

  test('who needs names or the database is let out, and the small services nowhere', () => {
    const egress = (name: string) =>
      of('NetworkPolicy').find(({ metadata }) => metadata.name === name)?.spec.egress
    const ports = (name: string) =>
      egress(name)?.flatMap((rule: Part) => rule.ports.map(({ port }: Part) => port))
    expect(ports('web')).toContain(53)
    expect(ports('web')).toContain(27_017)
    for (const name of ['calculator', 'statistics'])
      if (egress(name)) expect(egress(name)).toEqual([])
  })

  test('updates lose nobody, and nobody evicts everybody', () => {
    for (const { kind, metadata, spec } of [...of('Deployment'), ...of('StatefulSet')]) {
      if (kind === 'Deployment') {
        // Two simulators would contradict each other.
        if (metadata.name === 'simulator') expect(spec.strategy).toEqual({ type: 'Recreate' })
        else expect(spec.strategy.rollingUpdate).toEqual({ maxSurge: 1, maxUnavailable: 0 })
        expect(spec.progressDeadlineSeconds).toBeGreaterThan(0)
        for (const { lifecycle } of spec.template.spec.containers) {
          const { seconds } = lifecycle.preStop.sleep
          expect(spec.template.spec.terminationGracePeriodSeconds).toBeGreaterThan(seconds + 10)
        }
      }
      expect(spec.minReadySeconds).toBeGreaterThan(0)
      expect(spec.template.spec.topologySpreadConstraints).toHaveLength(2)
      const budget = of('PodDisruptionBudget').some((each) => each.metadata.name === metadata.name)
      expect({ name: metadata.name, budget }).toEqual({
        name: metadata.name,
        budget: !['calculator', 'statistics', 'simulator'].includes(metadata.name),
      })
    }
  })

  test('what the load decides, nothing else does', () => {
    const scalers = of('HorizontalPodAutoscaler')
    for (const { metadata, spec } of of('Deployment')) {
      const scaler = scalers.find((each) => each.metadata.name === metadata.name)
      expect({ name: metadata.name, says: 'replicas' in spec }).toEqual({
        name: metadata.name,
        says: scaler === undefined,
      })
      if (!scaler) continue
      expect(scaler.spec.scaleTargetRef.name).toBe(metadata.name)
      expect(scaler.spec.behavior.scaleUp).toBeDefined()
      expect(scaler.spec.behavior.scaleDown.stabilizationWindowSeconds).toBeGreaterThan(0)
      const { container } = scaler.spec.metrics.at(-1).containerResource
      const target = spec.template.spec.containers.find(({ name }: Part) => name === container)
      expect(target?.resources.requests.cpu).toBeDefined()
    }
    const named = of('Deployment').map(({ metadata }) => metadata.name)
    for (const { metadata } of scalers) expect(named).toContain(metadata.name)
  })

  test('the web pod imports, then serves with the exporter beside it, on a shared volume', () => {
    const { spec } = podOf('web') ?? { spec: {} as Part }
    const [etl, exporter] = spec.initContainers
    expect([etl.name, etl.restartPolicy]).toEqual(['etl', undefined])
    expect([exporter.name, exporter.restartPolicy]).toEqual(['exporter', 'Always'])
    expect(spec.containers.map(({ name }: Part) => name)).toEqual(['web'])
    const exchange = { name: 'exchange', mountPath: '/exchange' }
    for (const container of [etl, exporter]) expect(container.volumeMounts).toContainEqual(exchange)
  })

  test('a changed setting replaces the pods that read it, and a secret too', async () => {
    const settings = readStack(stack, different)
    const mark = (all: Manifest[]) =>
      all.find(({ kind, metadata }) => kind === 'Deployment' && metadata.name === 'web')?.spec
        .template.metadata.annotations['forecourt/settings']
    expect(mark(await capture(settings, SECRETS))).toBe(mark(objects))
    expect(mark(await capture({ ...settings, title: 'Other' }, SECRETS))).not.toBe(mark(objects))
    const adminToken = 'a token that is long enough'
    expect(mark(await capture(settings, { ...SECRETS, adminToken }))).not.toBe(mark(objects))
  })
})

function matches(selector: Record<string, string> | undefined, labels: Record<string, string>) {
  return Object.entries(selector ?? {}).every(([key, value]) => labels[key] === value)
}

test('a member of the replica set finds the others, and only clients find them', async () => {
  const objects = await capture(readStack('prod', { images: IMAGES }), SECRETS)
  const set = objects.find(({ kind }) => kind === 'StatefulSet')
  expect(set?.spec).toMatchObject({ replicas: 3, serviceName: 'mongodb' })
  const caretaker = set?.spec.template.spec.containers.find(
    ({ name }: Part) => name === 'caretaker',
  )
  const url = objects.find(({ metadata }) => metadata.name === 'database')?.stringData.url
  const hosts = caretaker.args.slice(3)
  expect(hosts).toHaveLength(3)
  expect(url).toContain(`@${hosts.join(',')}/forecourt?replicaSet=rs0`)
  const policy = objects.find(
    ({ kind, metadata }) => kind === 'NetworkPolicy' && metadata.name === 'mongodb',
  )
  const clients = policy?.spec.ingress.flatMap(({ from }: Part) =>
    from.map(({ podSelector }: Part) => podSelector.matchLabels['app.kubernetes.io/component']),
  )
  expect(clients).toEqual(['mongodb', 'web', 'importer', 'web-canary'])
})

test('a bucket elsewhere is reached by its own port, and a private registry by its key', async () => {
  const exchange = { kind: 's3', bucket: 'cars', endpoint: 'http://minio.example:9000' }
  const objects = await capture(
    readStack('prod', { images: IMAGES, exchange, pullSecret: 'registry' }),
    SECRETS,
  )
  const web = (kind: string) =>
    objects.find((each) => each.kind === kind && each.metadata.name === 'web')
  const open = web('NetworkPolicy')?.spec.egress.flatMap((rule: Part) =>
    rule.ports.map(({ port }: Part) => port),
  )
  expect(open).toContain(9000)
  expect(open).not.toContain(443)
  expect(web('ServiceAccount')?.imagePullSecrets).toEqual([{ name: 'registry' }])
})

test('passwords are made with the stack, differ each time, and fit to one another', async () => {
  const secretsOf = async () =>
    (await capture(readStack('dev'))).filter(({ kind }) => kind === 'Secret')
  const [one, two] = [await secretsOf(), await secretsOf()]
  const values = (secrets: Manifest[]) =>
    secrets.flatMap(({ stringData }) => Object.values(stringData))
  expect(values(one).length).toBeGreaterThan(3)
  for (const value of values(one)) expect(values(two)).not.toContain(value)
  const database = one.find(({ metadata }) => metadata.name === 'database')?.stringData
  expect(database.url).toContain(`:${database.password}@`)
})

test('a release changes no pod of the database, and a title none of the small services', async () => {
  const templatesOf = async (different: Record<string, unknown>) =>
    new Map(
      (await capture(readStack('dev', different), { databasePassword: 'a long password' })).flatMap(
        ({ kind, metadata, spec }) =>
          spec?.template ? [[`${kind} ${metadata.name}`, JSON.stringify(spec.template)]] : [],
      ),
    )
  const images = { registry: 'forecourt', tag: 'one', caretaker: 'caretaker-one' }
  const before = await templatesOf({ images })
  const changed = async (different: Record<string, unknown>) => {
    const after = await templatesOf({ images, ...different })
    return [...before.keys()].filter((name) => after.get(name) !== before.get(name)).sort()
  }
  const ours = ['Deployment calculator', 'Deployment statistics', 'Deployment web']
  expect(before.size).toBe(4)
  expect(await changed({})).toEqual([])
  expect(await changed({ images: { ...images, tag: 'two' } })).toEqual(ours)
  expect(await changed({ title: 'Another' })).toEqual(['Deployment web'])
  expect(await changed({ environment: 'other' })).toEqual(ours)
  expect(await changed({ images: { ...images, caretaker: 'caretaker-two' } })).toEqual([
    'StatefulSet mongodb',
  ])
})

test('what holds data is protected where the stack says so, and nothing else is', async () => {
  const kept: string[] = []
  const plain = lasting(readStack('dev'), { deleteBeforeReplace: true })
  expect(plain).toEqual({ deleteBeforeReplace: true })
  expect(lasting(readStack('dev', { protected: true }), {})).toEqual({
    protect: true,
    retainOnDelete: true,
  })
  for (const file of ['brokers', 'namespace', 'exchange', 'replica-set'])
    if ((await Bun.file(`${import.meta.dir}/components/${file}.ts`).text()).includes('lasting('))
      kept.push(file)
  expect(kept).toEqual(['brokers', 'namespace', 'exchange', 'replica-set'])
  expect(readStack('prod', { images: IMAGES }).protected).toBe(true)
})

test('recette is what the client asked for', async () => {
  const objects = await capture(readStack('recette', { images: IMAGES }), SECRETS)
  const find = (kind: string, name: string) =>
    objects.find((each) => each.kind === kind && each.metadata.name === name)
  expect(objects[0]?.metadata.name).toBe('datapress-recette')
  expect(find('ConfigMap', 'forecourt')?.data.APP_TITLE).toBe('DataPress – POC')
  expect(find('HorizontalPodAutoscaler', 'web')?.spec.minReplicas).toBe(2)
  expect(find('Service', 'web')?.spec).toMatchObject({
    type: 'NodePort',
    ports: [{ nodePort: 30_080 }],
  })
  expect(find('Deployment', 'calculator')).toBeDefined()
})

describe('a configuration that cannot work is refused in words', () => {
  test.each([
    ['recette', {}, 'forecourt:images.digests: a pinned stack takes images by digest'],
    [
      'dev',
      { images: { registry: 'r', tag: 'latest' } },
      'forecourt:images.tag: must be a version',
    ],
    ['dev', { web: { replicas: 0 } }, 'forecourt:web'],
    ['dev', { nodes: 'many' }, 'forecourt:exchange: pods on several nodes cannot share'],
    ['dev', { import: { schedule: '0 4 * * *' } }, 'forecourt:import.source: a schedule needs'],
    ['dev', { import: { source: 'x', schedule: 'daily' } }, 'forecourt:import.schedule: must be'],
    ['dev', { unheard: 'of' }, 'forecourt:: Unrecognized key: "unheard"'],
    ['dev', { exposure: { kind: 'nodePort', port: 80 } }, 'forecourt:exposure.port'],
    ['dev', { storage: { folder: '/x', class: 'y' } }, 'forecourt:storage.folder'],
    [
      'dev',
      { stream: { bus: { kind: 'brokers', brokers: 2, size: '1Gi' } } },
      'forecourt:stream.bus.brokers',
    ],
    [
      'dev',
      { stream: { bus: { kind: 'external', brokers: ['kafka'], to: [{ namespace: 'x' }] } } },
      'forecourt:stream.bus.brokers.0: must look like kafka.example:9092',
    ],
    [
      'dev',
      {
        stream: {
          bus: { kind: 'brokers', brokers: 1, size: '1Gi' },
          ledger: { replicas: 7 },
        },
      },
      'forecourt:stream.ledger',
    ],
    [
      'prod',
      {
        images: IMAGES,
        stream: { bus: { kind: 'brokers', brokers: 3, size: '1Gi', image: 'apache/kafka:3.9.1' } },
      },
      'forecourt:stream.bus.image: a pinned stack takes images by digest',
    ],
    ['nowhere', {}, 'nowhere is not a stack: there are dev, prod, recette'],
  ])('%s with %o', (stack, different, words) => {
    expect(() => readStack(stack, different)).toThrow(words)
  })

  test('secrets that cannot be made are asked for by the command that sets them', () => {
    const external = { database: { kind: 'external', to: [{ namespace: 'x' }] } }
    expect(capture(readStack('dev', external))).rejects.toThrow('pulumi config set --secret')
    expect(capture(readStack('prod', { images: IMAGES }))).rejects.toThrow('s3AccessKeyId')
    const bus = {
      kind: 'external',
      brokers: ['kafka.example:9092'],
      to: [{ namespace: 'x' }],
      sasl: { username: 'forecourt' },
    }
    expect(capture(readStack('dev', { stream: { bus } }))).rejects.toThrow('kafkaPassword')
  })
})

test('index.ts reads the configuration as Pulumi keeps it: texts, and structures as JSON', async () => {
  const made: string[] = []
  await pulumi.runtime.setMocks({
    newResource({ type, name, inputs }) {
      made.push(`${type} ${name}`)
      return { id: name, state: inputs }
    },
    call: ({ inputs }) => inputs,
  })
  const texts = Object.entries(valuesOf('dev')).map(([name, value]) => [
    `forecourt:${name}`,
    typeof value === 'string' ? value : JSON.stringify(value),
  ])
  pulumi.runtime.setAllConfig(Object.fromEntries(texts))
  const { namespace, images, service } = await import('./index.ts')
  expect({ namespace, images }).toEqual({
    namespace: 'forecourt-dev',
    images: { registry: 'forecourt', tag: 'dev' },
  })
  expect(await new Promise((resolve) => service.apply(resolve))).toBe('web')
  await pulumi.runtime.disconnect()
  expect(made).toContain('kubernetes:apps/v1:Deployment web')
  pulumi.runtime.setAllConfig({})
})

test('stacks differ in their files alone: the program knows no stack by name', async () => {
  const sources = new Bun.Glob('**/*.ts').scanSync(import.meta.dir)
  for (const file of sources) {
    if (file.endsWith('.test.ts')) continue
    const text = await Bun.file(`${import.meta.dir}/${file}`).text()
    expect({ file, named: /'(dev|recette|prod|production)'/.test(text) }).toEqual({
      file,
      named: false,
    })
  }
  expect(componentOf({ metadata: { labels: {} } } as Manifest)).toBe('')
  expect(withUnknownDigests({ registry: 'r', tag: 't' }).digests?.web).toMatch(/^sha256:0+$/)
  expect(valuesOf('dev')).toMatchObject({ namespace: 'forecourt-dev', pinned: false })
})

test('a value that Pulumi has written is read as it was meant', () => {
  expect(['false', '{"a":1}', 'DataPress – POC', '2Gi'].map(fromText)).toEqual([
    false,
    { a: 1 },
    'DataPress – POC',
    '2Gi',
  ])
})
