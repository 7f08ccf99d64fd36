import { message } from '../../platform/language/message.ts'

/** A row that is longer was never meant as one: it is rejected, and so much of it is kept. Characters. */
export const LONGEST_ROW = 64 * 1024
/** A cell that is longer says nothing of a car. Characters. */
export const LONGEST_CELL = 4 * 1024
/** Lines that one quotation may span. */
export const MOST_QUOTED_LINES = 200

/** Why a row is refused, in the words of its reason. */
export const TOO_LONG = message('it is longer than 64 kB, of which the first are kept')
export const LONG_CELL = message('a cell is longer than 4 kB')
