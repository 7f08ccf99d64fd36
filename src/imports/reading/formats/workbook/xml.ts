import { parser } from 'sax'

/** By their names as they stand, with a prefix where they have one. */
export type Attributes = Readonly<Record<string, string>>

/** What an XML document is told by: elements by their names without a prefix, and text in pieces. */
export type Handler = {
  open(name: string, attributes: Attributes): void
  text(piece: string): void
  close(name: string): void
}

/** Hands a document over as it is read, and stops after each piece of it. @throws where it is no XML */
export async function* tell(bytes: AsyncIterable<Buffer>, handler: Handler): AsyncGenerator<void> {
  // Without positions it would hold a text whole, however long.
  const xml = parser(true, { position: true })
  const decoder = new TextDecoder('utf-8')
  let broken: Error | null = null
  xml.onerror = (error) => {
    broken ??= error
  }
  xml.onopentag = ({ name, attributes }) => handler.open(local(name), textsOf(attributes))
  xml.onclosetag = (name) => handler.close(local(name))
  xml.ontext = (piece) => handler.text(piece)
  xml.oncdata = (piece) => handler.text(piece)
  const write = (text: string) => {
    xml.write(text)
    if (broken !== null) throw broken
  }
  for await (const chunk of bytes) {
    write(decoder.decode(chunk, { stream: true }))
    yield
  }
  write(decoder.decode())
  xml.close()
  if (broken !== null) throw broken
}

/** The library may give more of an attribute than its text, but never does here. */
function textsOf(attributes: Readonly<Record<string, unknown>>): Attributes {
  const texts: Record<string, string> = {}
  for (const name in attributes) {
    const text = attributes[name]
    if (typeof text === 'string') texts[name] = text
  }
  return texts
}

const local = (name: string) => name.slice(name.indexOf(':') + 1)

/** A small document, whole. */
export async function read(bytes: AsyncIterable<Buffer>, handler: Partial<Handler>): Promise<void> {
  const silent = { open() {}, text() {}, close() {} }
  for await (const _ of tell(bytes, { ...silent, ...handler }));
}
