import * as k8s from '@pulumi/kubernetes'
import * as pulumi from '@pulumi/pulumi'
import { metaOf } from '../labels.ts'
import { peersOf } from '../network.ts'
import type { Exposure as Described, Settings } from '../settings.ts'
import { CANARY } from './web.ts'

type Args = {
  settings: Settings
  exposure: Extract<Described, { host: string }>
  service: pulumi.Input<string>
}

const EXPOSURE = 'exposure'
const CERTIFICATE = 'web-tls'

/** The way in from the world: HTTPS with a certificate that cert-manager gets and renews; HTTP is sent there. */
export class Exposure extends pulumi.ComponentResource {
  constructor(name: string, args: Args, options?: pulumi.ComponentResourceOptions) {
    super('forecourt:infra:Exposure', name, {}, options)
    const own = { parent: this }
    if (args.exposure.kind === 'gateway') gateway(args, own)
    else ingress(args, own)
    letSolve(args, own)
    this.registerOutputs()
  }
}

function gateway({ settings, exposure, service }: Args, options: pulumi.CustomResourceOptions) {
  const { host } = exposure
  const metadata = metaOf(settings, EXPOSURE, 'web')
  const ours = { namespaces: { from: 'Same' } }
  new k8s.apiextensions.CustomResource(
    'gateway',
    {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'Gateway',
      metadata: { ...metadata, annotations: { 'cert-manager.io/cluster-issuer': exposure.issuer } },
      spec: {
        gatewayClassName: exposure.class,
        listeners: [
          { name: 'http', hostname: host, protocol: 'HTTP', port: 80, allowedRoutes: ours },
          {
            name: 'https',
            hostname: host,
            protocol: 'HTTPS',
            port: 443,
            allowedRoutes: ours,
            tls: { mode: 'Terminate', certificateRefs: [{ kind: 'Secret', name: CERTIFICATE }] },
          },
        ],
      },
    },
    options,
  )
  const route = (name: string, listener: string, rule: Record<string, unknown>) =>
    new k8s.apiextensions.CustomResource(
      `route-${name}`,
      {
        apiVersion: 'gateway.networking.k8s.io/v1',
        kind: 'HTTPRoute',
        metadata: metaOf(settings, EXPOSURE, name),
        spec: {
          parentRefs: [{ name: metadata.name, sectionName: listener }],
          hostnames: [host],
          rules: [{ matches: [{ path: { type: 'PathPrefix', value: '/' } }], ...rule }],
        },
      },
      options,
    )
  const redirect = {
    type: 'RequestRedirect',
    requestRedirect: { scheme: 'https', statusCode: 301 },
  }
  const { canary } = settings
  const backends = canary
    ? [
        { name: service, port: 80, weight: 100 - canary.weight },
        { name: CANARY, port: 80, weight: canary.weight },
      ]
    : [{ name: service, port: 80 }]
  route('web', 'https', { backendRefs: backends })
  route('web-to-https', 'http', { filters: [redirect] })
}

function ingress({ settings, exposure, service }: Args, options: pulumi.CustomResourceOptions) {
  const { host, issuer } = exposure
  new k8s.networking.v1.Ingress(
    'web',
    {
      metadata: {
        ...metaOf(settings, EXPOSURE, 'web'),
        annotations: {
          'cert-manager.io/cluster-issuer': issuer,
          // Its controller may not be there yet; the certificate comes after it in any case.
          'pulumi.com/skipAwait': 'true',
        },
      },
      spec: {
        ingressClassName: exposure.class,
        tls: [{ hosts: [host], secretName: CERTIFICATE }],
        rules: [
          {
            host,
            http: {
              paths: [
                {
                  path: '/',
                  pathType: 'Prefix',
                  backend: { service: { name: service, port: { name: 'http' } } },
                },
              ],
            },
          },
        ],
      },
    },
    options,
  )
}

/** The proof that the host is ours: a pod of cert-manager answers for some minutes, in a namespace that is closed. */
function letSolve({ settings, exposure }: Args, options: pulumi.CustomResourceOptions) {
  new k8s.networking.v1.NetworkPolicy(
    'certificate-solver',
    {
      metadata: metaOf(settings, EXPOSURE, 'certificate-solver'),
      spec: {
        podSelector: { matchLabels: { 'acme.cert-manager.io/http01-solver': 'true' } },
        policyTypes: ['Ingress'],
        ingress: [{ from: peersOf(exposure.from), ports: [{ port: 8089, protocol: 'TCP' }] }],
      },
    },
    options,
  )
}
