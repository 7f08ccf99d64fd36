import {
  type Data,
  Field,
  Float32,
  Float64,
  makeData,
  RecordBatch,
  Schema,
  Struct,
  tableFromIPC,
  Uint32,
} from 'apache-arrow'
import { textData, textOf } from '../snapshots/index/arrow.ts'
import { writeArrow } from '../snapshots/index/file.ts'
import { record } from '../snapshots/index/record.ts'
import { type Segment, TEXTS } from './segment.ts'

const MALFORMED = 'malformed'

/** Writes a segment as an Arrow file, whole or not at all. */
export function writeSegment(path: string, segment: Segment): Promise<void> {
  const { size: length, times, ms, bytes, weights, texts, malformed } = segment
  const parts: [string, Data][] = [
    ['time', makeData({ type: new Uint32(), length, data: times })],
    ['ms', makeData({ type: new Float32(), length, data: ms })],
    ['bytes', makeData({ type: new Float64(), length, data: bytes })],
    ['weight', makeData({ type: new Float32(), length, data: weights })],
    ...TEXTS.map((name, at): [string, Data] => [name, textData(texts[name], at)]),
  ]
  const fields = parts.map(([name, data]) => new Field(name, data.type, data.nullCount > 0))
  const schema = new Schema(fields, new Map([[MALFORMED, String(malformed)]]))
  const children = parts.map(([, data]) => data)
  return writeArrow(
    path,
    new RecordBatch(schema, makeData({ type: new Struct(fields), length, children })),
  )
}

/** A segment in its file, mapped. @throws when it is damaged */
export function readSegment(path: string): Segment {
  const table = tableFromIPC(Bun.mmap(path))
  const [batch] = table.batches
  const found = (name: string): Data => {
    const at = table.schema.fields.findIndex((field) => field.name === name)
    const data = batch?.data.children[at]
    if (!data) throw new Error(`${path} has no ${name}`)
    return data
  }
  const numbers = <T>(name: string, type: new () => T): T => {
    const values: unknown = found(name).values
    if (!(values instanceof type)) throw new Error(`${name} of ${path} is of another type`)
    return values
  }
  const size = table.numRows
  return {
    size,
    malformed: Number(table.schema.metadata.get(MALFORMED) ?? 0),
    times: numbers('time', Uint32Array).subarray(0, size),
    ms: numbers('ms', Float32Array).subarray(0, size),
    bytes: numbers('bytes', Float64Array).subarray(0, size),
    weights: numbers('weight', Float32Array).subarray(0, size),
    texts: record(TEXTS, (name) => textOf(found(name))),
  }
}
