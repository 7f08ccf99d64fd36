const BEGIN = '<!-- bench: begin -->'
const END = '<!-- bench: end -->'

/** Puts a table between the marks of a document, in the place of what stood there. @throws without both marks */
export function withTable(document: string, table: string): string {
  const begin = document.indexOf(BEGIN)
  const end = document.indexOf(END)
  if (begin < 0 || end < begin) {
    throw new Error(`the document needs ${BEGIN} and, after it, ${END}`)
  }
  return `${document.slice(0, begin + BEGIN.length)}\n${table.trim()}\n${document.slice(end)}`
}
