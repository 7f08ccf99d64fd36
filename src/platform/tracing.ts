import {
  type Attributes,
  type Context,
  context,
  type Span,
  SpanKind,
  SpanStatusCode,
  type Tracer,
  trace,
} from '@opentelemetry/api'
import type { TraceSettings } from './trace-sdk.ts'

/*
 * Traces by OpenTelemetry. Where nobody takes them (no endpoint is set) nothing of the SDK is loaded, no span is made,
 * and `inSpan` calls its work straight away.
 */

let tracer: Tracer | null = null

export type SpanOptions = {
  kind?: 'server' | 'producer' | 'consumer'
  attributes?: Attributes
  /** A W3C traceparent of whoever asked for this; absent: what is being done now */
  parent?: string | undefined
}

const KINDS = {
  server: SpanKind.SERVER,
  producer: SpanKind.PRODUCER,
  consumer: SpanKind.CONSUMER,
}
const TRACEPARENT = /^[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(?:-|$)/

/** Sends spans from now on, where an endpoint is set. @returns what sends those that wait, and ends it */
export async function startTracing(settings: TraceSettings): Promise<{ stop(): Promise<void> }> {
  if (settings.endpoint === null) return { stop: async () => {} }
  const { openTracer } = await import('./trace-sdk.ts')
  const opened = openTracer({ ...settings, endpoint: settings.endpoint })
  tracer = opened.tracer
  return {
    async stop() {
      tracer = null
      await opened.stop()
    },
  }
}

export const isTracing = (): boolean => tracer !== null

/** Does some work within a span of its own; what it throws is told of. */
export function inSpan<T>(name: string, options: SpanOptions, work: (span: Span | null) => T): T {
  if (tracer === null) return work(null)
  const span = begin(tracer, name, options)
  return context.with(trace.setSpan(context.active(), span), () => ended(span, () => work(span)))
}

/** Begins a span that does not go around its work. @returns what ends it; null: nobody takes it */
export function beginSpan(
  name: string,
  options: SpanOptions = {},
): ((error: unknown) => void) | null {
  if (tracer === null) return null
  const span = begin(tracer, name, options)
  return (error) => {
    if (error) fail(span, error)
    span.end()
  }
}

/** What is being done now; null: nothing that is traced */
export function currentTrace(): { id: string; span: string; sampled: boolean } | null {
  if (tracer === null) return null
  const found = trace.getSpan(context.active())?.spanContext()
  return found
    ? { id: found.traceId, span: found.spanId, sampled: (found.traceFlags & 1) === 1 }
    : null
}

/** As the next service is told of it. */
export function currentTraceparent(): string | undefined {
  const now = currentTrace()
  return now ? `00-${now.id}-${now.span}-${now.sampled ? '01' : '00'}` : undefined
}

function begin(by: Tracer, name: string, { kind, attributes, parent }: SpanOptions): Span {
  const about = { ...(kind && { kind: KINDS[kind] }), ...(attributes && { attributes }) }
  return by.startSpan(name, about, contextOf(parent))
}

function contextOf(parent: string | undefined): Context {
  const [, traceId = '', spanId = '', flags = ''] = TRACEPARENT.exec(parent ?? '') ?? []
  if (/^0*$/.test(traceId) || /^0*$/.test(spanId)) return context.active()
  const traceFlags = Number.parseInt(flags, 16) & 1
  return trace.setSpanContext(context.active(), { traceId, spanId, traceFlags, isRemote: true })
}

function ended<T>(span: Span, work: () => T): T {
  try {
    const done = work()
    if (!(done instanceof Promise)) {
      span.end()
      return done
    }
    const failed = (error: unknown) => {
      fail(span, error)
      span.end()
    }
    done.then(() => span.end(), failed)
    return done
  } catch (error) {
    fail(span, error)
    span.end()
    throw error
  }
}

function fail(span: Span, error: unknown): void {
  span.setStatus({ code: SpanStatusCode.ERROR })
  if (error instanceof Error) span.recordException(error)
}
