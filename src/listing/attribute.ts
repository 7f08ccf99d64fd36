import { z } from 'zod'
import { sentence, t } from '../platform/language/message.ts'

/** What a list may say of a car beyond what every list says. */
export const ATTRIBUTE_KINDS = [
  ...(['body', 'colour', 'doors', 'seats', 'power', 'torque', 'drive', 'condition'] as const),
  ...(['economy', 'place', 'seller', 'description', 'link'] as const),
] as const
export type AttributeKind = (typeof ATTRIBUTE_KINDS)[number]

export const Attribute = z
  .object({
    key: z.string().meta({ description: 'What it is: body, colour, power; a second one colour_2' }),
    name: z.string().meta({ description: 'The column of the list' }),
    value: z
      .union([z.string(), z.number()])
      .meta({ description: 'As listed; a number where it is one' }),
    unit: z.string().nullable().meta({ description: 'As listed: hp, PS, Nm' }),
  })
  .meta({ id: 'Attribute' })
export type Attribute = z.infer<typeof Attribute>

const MEASURED: ReadonlySet<string> = new Set<AttributeKind>([
  ...(['doors', 'seats', 'power', 'torque', 'economy'] as const),
])
/** Whether what stands under a key is a number wherever it can be read as one. */
export const isMeasured = (key: string): boolean => MEASURED.has(kindOf(key))

/** Kinds by which cars are chosen: a few words or a small number. */
const CHOSEN_BY: ReadonlySet<string> = new Set<AttributeKind>([
  ...(['body', 'colour', 'doors', 'seats', 'drive', 'seller'] as const),
])
/** Longer ones are sentences. */
const LONGEST_CHOICE = 40
/** Words of a description that are searched. */
const SEARCHED = 40

/** `colour_2` is of the kind `colour`. */
export const kindOf = (key: string): string => key.replace(/_\d+$/, '')

/** What an attribute is chosen by: `colour:black`; null: it is not. */
export function choiceOf({ key, value }: Attribute): string | null {
  const text = String(value).toLowerCase().replaceAll(';', ',')
  return CHOSEN_BY.has(kindOf(key)) && text.length <= LONGEST_CHOICE ? `${key}:${text}` : null
}

const placeOf = (key: string) => (ATTRIBUTE_KINDS as readonly string[]).indexOf(kindOf(key))
/** The order in which keys are listed. */
export const byKind = (a: string, b: string): number =>
  placeOf(a) - placeOf(b) || (a < b ? -1 : a > b ? 1 : 0)

/** `colour` of `colour:black`. */
export const keyOfChoice = (choice: string): string => choice.slice(0, choice.indexOf(':'))

/** What is searched of a car beside its title. */
export const searchedText = (attributes: readonly Attribute[]): string =>
  attributes
    .filter(({ key, value }) => kindOf(key) !== 'link' && typeof value === 'string')
    .map(({ value }) => String(value).split(/\s+/, SEARCHED).join(' '))
    .join(' ')

const LABELS: Record<AttributeKind, string> = {
  body: sentence('Body'),
  colour: sentence('Colour'),
  doors: sentence('Doors'),
  seats: sentence('Seats'),
  power: sentence('Power'),
  torque: sentence('Torque'),
  drive: sentence('Drive'),
  condition: sentence('Condition'),
  economy: sentence('Fuel economy'),
  place: sentence('Place'),
  seller: sentence('Seller'),
  description: sentence('Description'),
  link: sentence('Link'),
}
const isKind = (kind: string): kind is AttributeKind => Object.hasOwn(LABELS, kind)

/** How an attribute is called on a page: a condition and what there are several of by their column. */
export function attributeLabel(key: string, name?: string): string {
  const kind = kindOf(key)
  if (!isKind(kind)) return name ?? key
  if (name !== undefined && (kind === 'condition' || kind !== key)) return name
  return kind === key ? t(LABELS[kind]) : `${t(LABELS[kind])} ${key.slice(kind.length + 1)}`
}
