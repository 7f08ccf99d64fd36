import type { Profile } from '../../listing/profile.ts'
import type { Field, Form } from '../../listing/row.ts'
import { type Message, message } from '../../platform/language/message.ts'
import { usesMiles, usualMedian } from '../cleaning/currency.ts'
import { type Answers, scaleName } from './answers.ts'
import type { Assignment, Column } from './assign.ts'
import { currencySaid, scaleMissing } from './form.ts'
import { nameOf } from './header.ts'
import { countsInMil } from './mil.ts'
import type { Market, Sight } from './sight.ts'

/** What a person must say before a file is imported. `about` is the field of the form that answers it. */
export type Question = {
  about:
    | 'columns'
    | 'unit'
    | 'currency'
    | 'rate'
    | 'scale.price'
    | 'scale.km'
    | 'encoding'
    | 'accept'
  words: Message
  /** what to add to the command, where there is something to propose; blank: the person has to think */
  option: string
}

type Known = {
  sight: Sight
  columns: readonly Column[]
  assignment: Assignment
  at: Record<Field, number>
  form: Form
  market: Market
  answers: Answers
  kept: Profile | null
  missing: readonly Field[]
}

export function questionsOf(known: Known): Question[] {
  const settled = known.answers.accept === true || known.kept !== null
  return [
    ...missingColumns(known),
    ...money(known),
    ...(settled ? [] : [...layout(known), ...doubtfulColumns(known), ...distance(known)]),
  ]
}

function missingColumns({ missing, sight: { header }, at }: Known): Question[] {
  const unused = header
    .map((_, place) => place)
    .filter((place) => !Object.values(at).includes(place))
  return missing.map((field) => ({
    about: 'columns',
    words: message('No column holds {field}; {unused} are not used', {
      field,
      unused:
        unused
          .slice(0, 30)
          .map((place) => nameOf(header, place))
          .join(', ') || '-',
    }),
    option: '',
  }))
}

function layout({ sight, columns, at, answers, assignment }: Known): Question[] {
  const asked: Question[] = []
  const accept = (words: Message) => asked.push({ about: 'accept', words, option: '--accept' })
  if (sight.headed === 'no') {
    accept(message('The file has no header: its columns were told by their cells alone'))
  }
  const fits = (['brand', 'year', 'km', 'price'] as const).every(
    (field) => (assignment.placed.get(field)?.fit ?? 0) > 0.7,
  )
  if (sight.headed === 'shifted' && !fits) {
    accept(message('The header has another number of names than the rows have cells'))
  }
  if (sight.carriageReturns && sight.rows.length < 2) {
    accept(message('No line feed ends a line: carriage returns were taken for line ends'))
  }
  const words = [at.brand, at.model].flatMap((place) => columns[place]?.values.cells ?? [])
  if (
    !sight.encoding.sure &&
    !answers.encoding &&
    words.some((each) => /[^\p{ASCII}]/u.test(each))
  ) {
    const sample = words.find((each) => /[^\p{ASCII}]/u.test(each)) ?? ''
    asked.push({
      about: 'encoding',
      words: message('The text was read as {encoding}, as in "{sample}"', {
        encoding: sight.encoding.name,
        sample,
      }),
      option: `--encoding ${sight.encoding.name}`,
    })
  }
  return asked
}

function doubtfulColumns({ sight, columns, at, assignment, answers }: Known): Question[] {
  const asked: Question[] = []
  const confirm = (field: Field, words: Message) => {
    if (answers.columns?.[field] !== undefined) return
    const name = nameOf(sight.header, at[field])
    const option = `--map ${field}=${/^[\w#-]+$/.test(name) ? name : `'${name}'`}`
    asked.push({ about: 'columns', words, option })
  }
  if (sight.headed === 'no') return []
  for (const field of ['year', 'km', 'price'] as const) {
    const placed = assignment.placed.get(field)
    const column = nameOf(sight.header, at[field])
    if (!placed) continue
    const rival = assignment.rivals.get(field)
    const named = columns[at[field]]?.name ?? ''
    if (rival !== undefined) {
      const other = nameOf(sight.header, rival)
      confirm(field, message('{field} may be {column} or {other}', { field, column, other }))
    } else if (placed.ground === 'values' && (field === 'year' || named === '')) {
      confirm(field, message('{field} was told by its cells: {column}', { field, column }))
    } else if (placed.ground === 'guess' || (placed.fit < 0.3 && sight.rows.length >= 5)) {
      confirm(field, message('{field} may be {column}: few of its cells fit', { field, column }))
    }
  }
  const model = assignment.placed.get('model')
  if (model?.ground === 'guess' && model.fit < 0.5) {
    const column = nameOf(sight.header, at.model)
    confirm('model', message('{field} was told by its cells: {column}', { field: 'model', column }))
  }
  const names = columns[at.model]?.values
  if (at.brand === at.model && at.brand >= 0 && names && names.cells.length > 0) {
    const column = nameOf(sight.header, at.brand)
    if ((assignment.placed.get('brand')?.fit ?? 1) < 0.6) {
      confirm('brand', message('Of few names in {column} the brand is known', { column }))
    }
  }
  return asked
}

function distance({ sight, columns, at, form, market, answers }: Known): Question[] {
  const km = columns[at.km]
  if (!km) return []
  const asked: Question[] = []
  const { median, units } = km.values.distances
  const said = km.hints.unit !== null || units.size > 0
  const perGallon = columns.some(({ name }) => /mpg/i.test(name))
  const miles = perGallon || usesMiles(form.price.currency ?? '')
  if (
    km.hints.unit === 'km' &&
    market.unit === 'mi' &&
    answers.unit === undefined &&
    market.currency
  ) {
    asked.push({
      about: 'unit',
      words: message('{column} says km, but DISTANCE_UNIT is mi', {
        column: nameOf(sight.header, at.km),
      }),
      option: '--unit km',
    })
  }
  if (!said && answers.unit === undefined && market.unit === 'km' && miles) {
    asked.push({
      about: 'unit',
      words: message('{column} says no unit, and the file looks like one in miles', {
        column: nameOf(sight.header, at.km),
      }),
      option: '--unit mi',
    })
  }
  const driven = median * form.distance.scale
  const few = sight.rows.length < 5
  // What is called mileage may be what a litre lasts for; other names of few cars may be of new ones.
  const little = few ? driven < 100 && /mil+e?age/i.test(km.name) : driven < 1000
  if (answers.scale?.km !== undefined || km.values.distances.share === 0) return asked
  if (!said && countsInMil(form, columns, at)) {
    asked.push({
      about: 'scale.km',
      words: message('The cars have driven few km a year: are these Swedish miles of 10 km?'),
      option: '--scale km=ten',
    })
  } else if (little) {
    asked.push({
      about: 'scale.km',
      words: message('Half of the cars have driven less than {n} {unit}: are they thousands?', {
        n: Math.round(driven),
        unit: form.distance.unit,
      }),
      option: '--scale km=thousand',
    })
  }
  return asked
}

/** What a file says of its currency, and what its prices say where it says nothing. */
function money({ columns, at, form, market, answers, kept }: Known): Question[] {
  const price = columns[at.price]
  if (!price || market.currency === null) return []
  const { currency, rate } = form.price
  const said = currencySaid(price, market.currency)
  const known =
    kept !== null && (said === null || said === kept.price.currency || kept.price.signs.length > 0)
  if (currency !== null && currency !== market.currency) {
    if (rate !== 1 || answers.rate !== undefined) return []
    return [foreign(currency, market.currency)]
  }
  if (known || answers.accept === true) return []
  const { median } = price.values.prices
  const asked: Question[] = []
  const scale =
    form.price.scale === 1 && answers.scale?.price === undefined
      ? scaleMissing(median, currency)
      : null
  const scaled = price.values.prices.scaled > 0
  if (scale !== null && !scaled) {
    asked.push({
      about: 'scale.price',
      words: message('The price in the middle is {median}: are prices in {scale}?', {
        median,
        scale: scaleName(scale),
      }),
      option: `--scale price=${scaleName(scale)}`,
    })
    return asked
  }
  const usual = usualMedian(market.currency)
  const value = median * (scaled ? 1 : form.price.scale)
  if (said !== null && usual !== null && value > 0 && value * FAR < usual.least) {
    asked.push({
      about: 'accept',
      words: message(
        'The price in the middle is {median}: no list of cars in {currency} asks so little',
        {
          median: value,
          currency: market.currency,
        },
      ),
      option: '--accept',
    })
  }
  const unusual = usual !== null && value > 0 && (value < usual.least || value > usual.most)
  const abroad = columns.some(({ name }) => /mpg/i.test(name)) && !usesMiles(market.currency)
  if (said === null && answers.currency === undefined && (unusual || abroad)) {
    asked.push({
      about: 'currency',
      words: message(
        'The file says no currency, and its price in the middle, {median}, is unusual for CURRENCY={currency}',
        { median: value, currency: market.currency },
      ),
      option: `--currency ${market.currency}`,
    })
  }
  return asked
}

/** How far below the usual prices may lie before even those that name their currency are asked for. */
const FAR = 10

const foreign = (currency: string, market: string): Question => ({
  about: 'rate',
  words: message(
    'The prices are in {currency}, but CURRENCY={market}: set CURRENCY={currency}, or give a rate that converts them',
    { currency, market },
  ),
  option: '',
})
