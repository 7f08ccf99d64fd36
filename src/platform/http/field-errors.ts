import { distance } from 'fastest-levenshtein'
import { z } from 'zod'
import { type Message, message, sentence, type Values } from '../language/message.ts'
import type { FieldError } from './errors.ts'

const MISSING = sentence('is missing')

/** Whether a field was simply not given. */
export const isMissing = (problem: Message): boolean => problem.sentence === MISSING

/** A value is quoted up to so many characters. */
const QUOTED = 60

/**
 * The sentence for what a schema finds wrong, with holes that `valuesOf` fills. A schema that says it better gives its
 * own: `z.string().regex(DECIMAL, sentence('"{value}" is not a decimal number'))`.
 */
export function wrongSentence(issue: z.core.$ZodRawIssue): string {
  if (issue.input === undefined) return MISSING
  if (Array.isArray(issue.input) && issue.code !== 'too_big')
    return sentence('is given more than once')
  switch (issue.code) {
    case 'invalid_type':
      if (issue.inst instanceof z.ZodNumberFormat)
        return sentence('"{value}" is not a whole number')
      return issue.expected === 'number'
        ? sentence('"{value}" is not a number')
        : sentence('"{value}" cannot be read')
    case 'invalid_value':
      return sentence('"{value}" is not one of {values}')
    case 'too_small':
      return issue.origin === 'string'
        ? sentence('is empty')
        : sentence('{value} is less than {least}')
    case 'too_big':
      if (issue.origin === 'array') return sentence('is given more than {most} times')
      return issue.origin === 'string'
        ? sentence('is longer than {most} characters')
        : sentence('{value} is more than {most}')
    default:
      return sentence('"{value}" cannot be read')
  }
}

/** What is wrong, field by field. `known`: the fields that there are. */
export function fieldErrors(error: z.ZodError, known: string[]): FieldError[] {
  return error.issues.filter(isStrictest).flatMap((issue): FieldError[] =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({ parameter: key, message: unknownField(key, known) }))
      : [
          {
            parameter: String(issue.path[0] ?? 'query'),
            message: message(issue.message, valuesOf(issue)),
          },
        ],
  )
}

/** A whole number may break two bounds at once, what can be counted at all and then its own: the later one is enough. */
function isStrictest(issue: z.core.$ZodIssue, at: number, all: z.core.$ZodIssue[]): boolean {
  if (issue.code !== 'too_big' && issue.code !== 'too_small') return true
  const rest = all.slice(at + 1)
  return !rest.some(({ code, path }) => code === issue.code && `${path}` === `${issue.path}`)
}

function valuesOf(issue: z.core.$ZodIssue): Values {
  const value = typeof issue.input === 'number' ? issue.input : shown(issue.input)
  switch (issue.code) {
    case 'invalid_value':
      return { value, values: issue.values.join(', ') }
    case 'too_small':
      return { value, least: Number(issue.minimum) }
    case 'too_big':
      return { value, most: Number(issue.maximum) }
    case 'custom':
      return { value, ...issue.params }
    default:
      return { value }
  }
}

function shown(input: unknown): string {
  const text = typeof input === 'string' ? input : (JSON.stringify(input) ?? '')
  return text.length > QUOTED ? `${text.slice(0, QUOTED)}…` : text
}

function unknownField(key: string, known: string[]): Message {
  const near = known
    .map((name) => ({ name, far: distance(key.toLowerCase(), name) }))
    .sort((a, b) => a.far - b.far)[0]
  return near && near.far <= Math.max(2, key.length / 3)
    ? message('is not a parameter here; did you mean {name}?', { name: near.name })
    : message('is not a parameter here')
}
