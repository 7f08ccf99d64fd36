import { type Message, MessageError, message } from '../../platform/language/message.ts'
import { meaningsOf } from '../profile/names.ts'

/** The file has no list of cars in it. Raised before anything is changed. */
export class NotACarList extends MessageError {
  override name = 'NotACarList'

  /** @param detail what quotes the file: for whoever reads it, never for the public */
  constructor(
    words: Message,
    readonly detail = '',
  ) {
    super(words)
  }
}

/** Columns without which nothing is proposed. */
const FEWEST = 3
const REQUIRED = 5

/**
 * Refuses a header that holds too few of the columns that every car needs, or one of them twice.
 * @throws NotACarList
 */
export function refuseHeader(file: string, header: readonly string[], missing: string[]): void {
  if (REQUIRED - missing.length < FEWEST) throw refusal(file, missing, header)
  const names = header.map((name) => name.toLowerCase())
  const again = names.findIndex(
    (name, at) => name !== '' && names.indexOf(name) < at && isRequired(name),
  )
  if (again >= 0) {
    throw new NotACarList(
      message('{file}: the column {column} stands in the header twice; remove one', {
        file,
        column: header[again] ?? '',
      }),
    )
  }
}

const isRequired = (name: string) =>
  ['brand', 'model', 'year', 'km', 'price'].includes(meaningsOf(name)[0]?.kind ?? '')

/** The message says what is missing; what the file has instead may be anything, so that only its reader is told. */
function refusal(file: string, missing: string[], header: readonly string[]): NotACarList {
  const found = header
    .map((name) => name.trim().slice(0, 40))
    .filter((name) => name !== '')
    .slice(0, 30)
  return new NotACarList(
    message(
      '{file} is not a car list: missing {n, plural, one {column} other {columns}} {columns}',
      { file, n: missing.length, columns: missing.join(', ') },
    ),
    `its first line has ${found.join(', ') || 'nothing'}`,
  )
}
