import { parseArgs } from 'node:util'
import { Answers, SCALE_NAMES, scaleOf } from '../../src/imports/profile/answers.ts'
import { Profile } from '../../src/listing/profile.ts'
import { FIELDS, type Field } from '../../src/listing/row.ts'
import { printable } from './printable.ts'

/** Wrong use of the command. The message is one line. */
export class UsageError extends Error {
  override name = 'UsageError'
}

export type Options = {
  paths: string[]
  lenient: boolean
  answers: Answers
  profile: Profile | null
}

const USAGE =
  'bun run import [--lenient] [--accept] [--map FIELD=COLUMN] [--unit km|mi] [--currency CODE] [--rate N] [--scale price=lakh] [--encoding NAME] [--profile FILE] [PATH…]'

const OPTIONS = {
  lenient: { type: 'boolean' },
  accept: { type: 'boolean' },
  map: { type: 'string', multiple: true },
  unit: { type: 'string' },
  currency: { type: 'string' },
  rate: { type: 'string' },
  scale: { type: 'string', multiple: true },
  encoding: { type: 'string' },
  profile: { type: 'string' },
} as const

/**
 * Reads the arguments of an import.
 * @throws UsageError
 */
export async function readOptions(args: string[]): Promise<Options> {
  const { values, positionals } = parsed(args)
  const columns = Object.fromEntries((values.map ?? []).map((each) => pair('map', each, fieldOf)))
  const scale = Object.fromEntries((values.scale ?? []).map((each) => pair('scale', each, scaled)))
  const sizes = Object.fromEntries(
    Object.entries(scale).map(([field, name]) => [field, scaleOf(name) ?? refuse('scale', name)]),
  )
  const given = {
    ...(values.accept && { accept: true }),
    ...(values.map && { columns }),
    ...(values.unit !== undefined && { unit: values.unit }),
    ...(values.currency !== undefined && { currency: values.currency.toUpperCase() }),
    ...(values.rate !== undefined && { rate: Number(values.rate) }),
    ...(values.scale && { scale: sizes }),
    ...(values.encoding !== undefined && { encoding: values.encoding }),
  }
  const read = Answers.safeParse(given)
  if (!read.success) {
    const issue = read.error.issues[0]
    throw new UsageError(`--${printable(String(issue?.path[0] ?? ''))}: ${issue?.message ?? ''}`)
  }
  return {
    paths: positionals,
    lenient: values.lenient ?? false,
    answers: read.data,
    profile: values.profile === undefined ? null : await profileIn(values.profile),
  }
}

function parsed(args: string[]) {
  try {
    return parseArgs({ args, options: OPTIONS, allowPositionals: true })
  } catch {
    const option = args.find((arg) => arg.startsWith('-') && arg !== '-') ?? ''
    throw new UsageError(`${printable(option)} is not an option; usage: ${USAGE}`)
  }
}

function pair<T extends string>(
  option: string,
  text: string,
  known: (name: string) => T | null,
): [T, string] {
  const cut = text.indexOf('=')
  const name = known(text.slice(0, cut))
  if (cut < 0 || name === null) return refuse(option, text)
  return [name, text.slice(cut + 1)]
}

function refuse(option: string, text: string): never {
  const takes =
    option === 'map'
      ? `FIELD=COLUMN, where FIELD is one of ${FIELDS.join(', ')}`
      : `price=… or km=…, one of ${SCALE_NAMES.join(', ')} or a number`
  throw new UsageError(`--${option} ${printable(text)}: it takes ${takes}`)
}

const fieldOf = (name: string): Field | null => FIELDS.find((field) => field === name) ?? null
const scaled = (name: string) => (name === 'price' || name === 'km' ? name : null)

async function profileIn(path: string): Promise<Profile> {
  const file = Bun.file(path)
  const said: unknown = await file.json().catch(() => null)
  const profile = Profile.safeParse(said)
  if (profile.success) return profile.data
  throw new UsageError(`--profile ${printable(path)}: it is not a profile that an import has shown`)
}
