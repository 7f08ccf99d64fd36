import { context, type Tracer } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { resourceFromAttributes } from '@opentelemetry/resources'
import {
  BasicTracerProvider,
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
} from '@opentelemetry/sdk-trace-base'

export type TraceSettings = {
  /** Base address of a collector that speaks OTLP over HTTP */
  endpoint: string | null
  /** Share of traces that are begun here and kept, 0 to 1; who sends a traceparent decides for his own */
  ratio: number
  service: string
  version: string
  environment: string
}

/** Loaded only where spans are sent. */
export function openTracer(settings: TraceSettings & { endpoint: string }): {
  tracer: Tracer
  stop(): Promise<void>
} {
  const { endpoint, ratio, service, version, environment } = settings
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
  const exporter = new OTLPTraceExporter({ url: `${endpoint.replace(/\/$/, '')}/v1/traces` })
  const provider = new BasicTracerProvider({
    resource: resourceFromAttributes({
      'service.name': service,
      'service.version': version,
      'deployment.environment.name': environment,
    }),
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(ratio) }),
    spanProcessors: [new BatchSpanProcessor(exporter, { scheduledDelayMillis: 1000 })],
  })
  return {
    tracer: provider.getTracer('forecourt', version),
    async stop() {
      await provider.shutdown().catch(() => {})
      context.disable()
    },
  }
}
