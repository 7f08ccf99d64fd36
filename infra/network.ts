import * as k8s from '@pulumi/kubernetes'
import type * as pulumi from '@pulumi/pulumi'
import { metaOf, selectorOf } from './labels.ts'
import type { Settings } from './settings.ts'
import type { Peer } from './words.ts'

export type Rule = { peers: k8s.types.input.networking.v1.NetworkPolicyPeer[]; ports: Port[] }
type Port = number | string | { port: number; protocol: 'UDP' }

/** The pods of one of our components. */
export const podsOf = (settings: Settings, component: string) => ({
  podSelector: { matchLabels: selectorOf(settings, component) },
})

export const peersOf = (peers: Peer[]) =>
  peers.map((peer) =>
    'cidr' in peer
      ? { ipBlock: { cidr: peer.cidr } }
      : { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': peer.namespace } } },
  )

/** All that can reach the pod at all. */
export const ANYBODY: Rule['peers'] = []

/** Every address but the machine's own services, which hand out its identity. */
export const ANYWHERE: Rule['peers'] = [
  { ipBlock: { cidr: '0.0.0.0/0', except: ['169.254.0.0/16'] } },
]

/** Without names nobody finds anybody. The address is that of a node's own DNS cache, where there is one. */
export const DNS: Rule = {
  peers: [
    {
      namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
      podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
    },
    { ipBlock: { cidr: '169.254.20.10/32' } },
  ],
  ports: [{ port: 53, protocol: 'UDP' }, 53],
}

/** Opens the paths that a component needs, in a namespace where everything else is closed. */
export function allow(
  settings: Settings,
  component: string,
  { from = [], to = [] }: { from?: Rule[]; to?: Rule[] },
  options: pulumi.CustomResourceOptions,
): void {
  const ports = (rule: Rule) =>
    rule.ports.map((port) => (typeof port === 'object' ? port : { port, protocol: 'TCP' }))
  new k8s.networking.v1.NetworkPolicy(
    component,
    {
      metadata: metaOf(settings, component),
      spec: {
        ...podsOf(settings, component),
        policyTypes: ['Ingress', 'Egress'],
        ingress: from.map((rule) => ({
          ...(rule.peers.length > 0 && { from: rule.peers }),
          ports: ports(rule),
        })),
        egress: to.map((rule) => ({
          ...(rule.peers.length > 0 && { to: rule.peers }),
          ports: ports(rule),
        })),
      },
    },
    options,
  )
}
