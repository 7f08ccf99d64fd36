import { z } from 'zod'

/** A JSON Schema of draft 2020-12, the dialect of OpenAPI 3.1. */
export type Schema = Record<string, unknown>
/** A schema and the named ones that it refers to. */
export type Written = { schema: Schema; named: Record<string, Schema> }

/**
 * A zod schema in the words of OpenAPI. Requests are as strict as they are read; answers are open, so that a new
 * field breaks no client. A schema with an id becomes a reference.
 */
export function writeSchema(schema: z.ZodType, side: 'request' | 'answer'): Written {
  const plain = z.toJSONSchema(schema, {
    io: 'output',
    target: 'draft-2020-12',
    unrepresentable: 'any',
    override: ({ jsonSchema }) => adapt(jsonSchema as Schema, side),
  })
  const {
    $defs = {},
    $schema: _,
    ...written
  } = JSON.parse(JSON.stringify(plain).replaceAll('#/$defs/', '#/components/schemas/')) as Schema
  const named = Object.entries($defs as Record<string, Schema>).map(([name, each]) => [
    name,
    withoutId(each),
  ])
  if (typeof written.id !== 'string') return { schema: written, named: Object.fromEntries(named) }
  const { id } = written
  return {
    schema: { $ref: `#/components/schemas/${id}` },
    named: { ...Object.fromEntries(named), [id]: withoutId(written) },
  }
}

function adapt(schema: Schema, side: 'request' | 'answer'): void {
  if ('example' in schema) {
    schema.examples = [schema.example]
    delete schema.example
  }
  if (side === 'request') return
  if (schema.additionalProperties === false) delete schema.additionalProperties
  // What every whole number of JavaScript obeys says nothing, and a format says what its pattern says.
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum
  if ('format' in schema) delete schema.pattern
}

const withoutId = ({ id: _, ...schema }: Schema): Schema => schema
