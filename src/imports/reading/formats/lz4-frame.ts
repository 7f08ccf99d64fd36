/** What a frame may unpack to, bytes. */
const LARGEST = 512 * 1024 ** 2
const MAGIC = 0x184d2204

/**
 * Unpacks frames of LZ4 (github.com/lz4/lz4, lz4_Frame_format.md), as Arrow writes its buffers. Blocks may refer to those
 * before them. Checksums are passed over.
 * @throws RangeError where it is damaged
 */
export function unpackLz4Frames(input: Uint8Array): Uint8Array {
  const out = new Output()
  const view = new DataView(input.buffer, input.byteOffset, input.byteLength)
  for (let at = 0; at < input.length; ) at = frame(view, input, at, out)
  return out.bytes
}

function frame(view: DataView, input: Uint8Array, start: number, out: Output): number {
  if (view.getUint32(start, true) !== MAGIC) throw new RangeError('no frame of LZ4')
  const flags = view.getUint8(start + 4)
  const [hasSize, hasDictionary] = [(flags & 8) !== 0, (flags & 1) !== 0]
  const blockChecksum = (flags & 16) !== 0 ? 4 : 0
  let at = start + 6 + (hasSize ? 8 : 0) + (hasDictionary ? 4 : 0) + 1
  for (;;) {
    const size = view.getUint32(at, true)
    at += 4
    if (size === 0) return at + ((flags & 4) !== 0 ? 4 : 0)
    const length = size & 0x7fffffff
    if (at + length > input.length) throw new RangeError('a block of LZ4 breaks off')
    const block = input.subarray(at, at + length)
    if (size >>> 31 === 1) out.append(block)
    else unpackBlock(block, out)
    at += length + blockChecksum
  }
}

/** A block: each sequence is literals, then a copy of what was unpacked before. */
function unpackBlock(block: Uint8Array, out: Output): void {
  let at = 0
  const byte = () => {
    const value = block[at++]
    if (value === undefined) throw new RangeError('a block of LZ4 breaks off')
    return value
  }
  const more = (length: number) => {
    if (length !== 15) return length
    let sum = length
    for (;;) {
      const next = byte()
      sum += next
      if (next !== 255) return sum
    }
  }
  while (at < block.length) {
    const token = byte()
    const literals = more(token >> 4)
    if (at + literals > block.length) throw new RangeError('a block of LZ4 breaks off')
    out.append(block.subarray(at, at + literals))
    at += literals
    if (at >= block.length) return
    const offset = byte() | (byte() << 8)
    out.repeat(offset, more(token & 15) + 4)
  }
}

/** Bytes that grow. */
class Output {
  private buffer = new Uint8Array(64 * 1024)
  private length = 0

  get bytes(): Uint8Array {
    return this.buffer.subarray(0, this.length)
  }

  append(bytes: Uint8Array): void {
    this.grow(bytes.length)
    this.buffer.set(bytes, this.length)
    this.length += bytes.length
  }

  repeat(offset: number, count: number): void {
    if (offset === 0 || offset > this.length) throw new RangeError('a block of LZ4 is damaged')
    this.grow(count)
    for (let end = this.length + count; this.length < end; this.length += 1) {
      this.buffer[this.length] = this.buffer[this.length - offset] ?? 0
    }
  }

  private grow(by: number): void {
    const needed = this.length + by
    if (needed > LARGEST) throw new RangeError('it unpacks to too much')
    if (needed <= this.buffer.length) return
    const larger = new Uint8Array(Math.max(needed, this.buffer.length * 2))
    larger.set(this.bytes)
    this.buffer = larger
  }
}
