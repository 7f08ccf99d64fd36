export type Bytes = Uint8Array<ArrayBuffer>

/** Chunks as a body: asks for one only when the reader has room, and stops the source when the reader leaves. */
export function streamed(chunks: AsyncIterable<string | Bytes>): ReadableStream<Bytes> {
  return new ReadableStream(new Chunks(chunks[Symbol.asyncIterator]()))
}

const encoder = new TextEncoder()

/** A class, since ten thousand may be open: closures and an encoder of its own cost each a kilobyte. */
class Chunks {
  readonly #source: AsyncIterator<string | Bytes>

  constructor(source: AsyncIterator<string | Bytes>) {
    this.#source = source
  }

  async pull(controller: ReadableStreamDefaultController<Bytes>): Promise<void> {
    const { value, done } = await this.#source.next()
    if (done) controller.close()
    else controller.enqueue(typeof value === 'string' ? encoder.encode(value) : value)
  }

  async cancel(): Promise<void> {
    await this.#source.return?.()
  }
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
