import type { Settings } from './settings.ts'

/** What an object is found by. A version is never in it: it changes, and a selector must not. */
export const selectorOf = ({ namespace }: Settings, component: string) => ({
  'app.kubernetes.io/name': 'forecourt',
  'app.kubernetes.io/instance': namespace,
  'app.kubernetes.io/component': component,
})

/** Kubernetes' recommended labels. */
const labelsOf = (settings: Settings, component: string) => ({
  ...selectorOf(settings, component),
  'app.kubernetes.io/part-of': 'forecourt',
  'app.kubernetes.io/version': settings.images.tag,
  'app.kubernetes.io/managed-by': 'pulumi',
})

/** Metadata of an object of a component, which has the component's name unless there are several of its kind. */
export const metaOf = (settings: Settings, component: string, name = component) => ({
  name,
  namespace: settings.namespace,
  labels: labelsOf(settings, component),
})

/** The same for what belongs to no namespace. */
export function clusterMetaOf(settings: Settings, component: string, name: string) {
  return { name, labels: labelsOf(settings, component) }
}
