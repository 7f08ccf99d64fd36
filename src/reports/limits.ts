/** Cars in a PDF file: it is to be read, and all of them are in the other forms. */
export const LISTED_MOST = 200

/** What a spreadsheet holds at most in one sheet, its head included. */
export const MOST_ROWS = 1_048_576
