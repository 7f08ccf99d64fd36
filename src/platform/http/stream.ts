/** Chunks as a body: asks for one only when the reader has room, and stops the source when the reader leaves. */
export function streamed(
  chunks: AsyncIterable<string | Uint8Array>,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const encoder = new TextEncoder()
  const source = chunks[Symbol.asyncIterator]()
  return new ReadableStream({
    async pull(controller) {
      const { value, done } = await source.next()
      if (done) controller.close()
      else
        controller.enqueue(
          typeof value === 'string' ? encoder.encode(value) : Uint8Array.from(value),
        )
    },
    async cancel() {
      await source.return?.()
    },
  })
}

/** The chunks of a body; whoever stops asking cancels it. */
export async function* chunksOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader()
  try {
    for (;;) {
      const { value, done } = await reader.read()
      if (done) return
      yield value
    }
  } finally {
    await reader.cancel().catch(() => {})
  }
}
