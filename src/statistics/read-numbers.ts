import { HttpError, refusal } from '../platform/http/errors.ts'
import { readText } from '../platform/http/limits.ts'
import { type Message, message, sentence } from '../platform/language/message.ts'

/** Numbers that one request may send */
export const MOST_VALUES = 1_000_000
/** Bytes of a body: room for a million numbers with all the digits that a double has */
export const MOST_BYTES = 32 * 2 ** 20
/** Largest size of a number: the squares of a million of them still add up within a double. */
export const LARGEST = 1e150
const EXAMPLE = { example: '{"values": [1, 2.5, 3]}' }

/**
 * Reads a body {"values": [numbers]}. By hand and not by a schema, which takes a second for a million numbers.
 * @throws HttpError 400 not JSON; 413 too long, or too many numbers; 422 JSON of another form, naming the place
 */
export async function readNumbers(request: Request): Promise<number[]> {
  const body = parse(await readText(request, MOST_BYTES))
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw missing()
  const other = Object.keys(body).find((key) => key !== 'values')
  if (other !== undefined) {
    throw wrong(other, message('is not a field here: send {example}', EXAMPLE))
  }
  if (!('values' in body)) throw missing()
  const { values } = body
  if (!Array.isArray(values)) throw wrong('values', message('is not a list of numbers'))
  if (values.length > MOST_VALUES) {
    throw new HttpError(
      413,
      message('More than {most} numbers: send fewer at a time.', { most: MOST_VALUES }),
    )
  }
  values.forEach((value: unknown, at) => {
    const problem = problemOf(value)
    if (problem) throw wrong(`values[${at}]`, problem)
  })
  return values
}

function parse(text: string): unknown {
  if (text.trim() === '') {
    throw new HttpError(400, message('The body is empty: send {example}.', EXAMPLE))
  }
  try {
    return JSON.parse(text)
  } catch {
    throw new HttpError(400, message('The body is not JSON.'))
  }
}

/** What a value is that is no number. */
const OTHERS: Record<string, string> = {
  string: sentence('is text, not a number'),
  object: sentence('is an object, not a number'),
  list: sentence('is a list, not a number'),
  true: sentence('is true, not a number'),
  false: sentence('is false, not a number'),
  null: sentence('is null, not a number'),
}

function problemOf(value: unknown): Message | null {
  if (typeof value === 'number') {
    return Math.abs(value) > LARGEST
      ? message('is larger than {most}', { most: String(LARGEST) })
      : null
  }
  const kind =
    typeof value === 'boolean' || value === null
      ? String(value)
      : Array.isArray(value)
        ? 'list'
        : typeof value
  const found = OTHERS[kind]
  return found === undefined ? null : message(found)
}

const missing = () => wrong('values', message('is missing: send {example}', EXAMPLE))

const wrong = (parameter: string, problem: Message): HttpError =>
  refusal(422, [{ parameter, message: problem }])
