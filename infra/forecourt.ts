import { Configuration } from './components/configuration.ts'
import { Database } from './components/database.ts'
import { Exchange } from './components/exchange.ts'
import { Exposure } from './components/exposure.ts'
import { Importer } from './components/importer.ts'
import { Namespace } from './components/namespace.ts'
import { Observability } from './components/observability.ts'
import { RestoreDrill } from './components/restore-drill.ts'
import { SmallService } from './components/small-service.ts'
import { Stream } from './components/stream.ts'
import { CANARY, METRICS, WEB, Web } from './components/web.ts'
import type { Vault } from './secrets.ts'
import type { Settings } from './settings.ts'

/** Everything that a stack is made of; the pieces say how. */
export function forecourt(settings: Settings, vault: Vault) {
  const namespace = new Namespace('namespace', settings)
  const inside = { dependsOn: namespace }

  const configuration = new Configuration('configuration', { settings, vault }, inside)
  const exchange = new Exchange('exchange', { settings, vault }, inside)
  const database = new Database('database', { settings, vault, exchange }, inside)
  const stack = { settings, configuration, database, exchange }

  const web = new Web(WEB, stack, { dependsOn: [configuration, exchange, database] })
  const { schedule } = settings.import
  if (schedule) new Importer('importer', { ...stack, schedule }, { dependsOn: database })
  const { drill } = settings
  if (drill) new RestoreDrill('restore-drill', { settings, exchange, schedule: drill }, inside)
  const { stream } = settings
  if (stream) new Stream('stream', { ...stack, stream, vault }, { dependsOn: database })
  const { observability } = settings
  if (observability) {
    const [exporter, server] = METRICS
    const ports = { web: server, exporter }
    new Observability('observability', { settings, images: observability, ports }, inside)
  }
  if (settings.services) {
    new SmallService('calculator', stack, { dependsOn: configuration })
    new SmallService('statistics', stack, { dependsOn: configuration })
  }
  const { exposure, canary } = settings
  if (canary) {
    const next = { ...stack, settings: { ...settings, images: canary.images } }
    new Web(CANARY, next, { dependsOn: [configuration, exchange, database] })
  }
  if ('host' in exposure)
    new Exposure('exposure', { settings, exposure, service: web.service }, inside)

  return { namespace: settings.namespace, images: settings.images, service: web.service }
}
