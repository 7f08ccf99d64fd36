import type { Import } from '../../src/snapshots/import.ts'
import { printable } from './printable.ts'

const count = (number: number) => number.toLocaleString('en-US')
const counted = (number: number, one: string, many = one) =>
  `${count(number)} ${number === 1 ? one : many}`

/** What an import did, for a terminal: the rules and their counts, the account of rows, and the checksum. */
export function describeImport(record: Import): string {
  const lines = [...rulesTable(record), ...account(record), '', headline(record)]
  return lines.map(printable).join('\n')
}

function headline({ id, source, status, snapshot, as_of }: Import): string {
  const dated = `ages are counted to ${as_of}`
  return status === 'unchanged'
    ? `import ${id}: ${source} is unchanged, snapshot ${snapshot} stays; ${dated}`
    : `import ${id}: ${source} is published as snapshot ${snapshot}; ${dated}`
}

/** read = published + rejected + duplicates */
export function accountLine({ read, published, rejected, duplicates }: Import['rows']): string {
  return `${counted(read, 'row', 'rows')} read = ${count(published)} published + ${count(rejected)} rejected + ${counted(duplicates, 'duplicate', 'duplicates')}`
}

function account({ rows, checksum, changes }: Import): string[] {
  const lines = [
    accountLine(rows),
    `${count(rows.repaired)} repaired, ${count(rows.flagged)} flagged, ${count(rows.untouched)} as listed`,
  ]
  if (checksum) {
    const verdict = checksum.agrees
      ? 'agrees'
      : `does not agree: the rows add up to ${count(checksum.actual)}`
    lines.push(`checksum ${count(checksum.expected)} ${verdict}`)
  }
  if (changes) {
    lines.push(
      `${count(changes.new)} new, ${count(changes.gone)} gone, ${count(changes.price)} at another price`,
    )
  }
  return lines
}

function rulesTable({ rules }: Import): string[] {
  if (rules.length === 0) return []
  const width = Math.max(...rules.map(({ id }) => id.length))
  const digits = Math.max(5, ...rules.map((rule) => count(rule.count).length))
  const line = (id: string, action: string, number: string, text: string) =>
    `${id.padEnd(width)}  ${action.padEnd(6)}  ${number.padStart(digits)}  ${text}`
  return [
    line('rule', 'action', 'rows', 'what it says'),
    ...rules.map(({ id, action, count: rows, text }) => line(id, action, count(rows), text)),
    '',
  ]
}

/** What is asked before an import goes on, and the command that confirms it. @param snapshot that stays in use */
export function describeHeld(record: Import, args: string[], snapshot: number | null): string {
  const { id, source, questions = [], columns = [], held_because } = record
  const used = columns.filter(({ fields }) => fields.length > 0)
  const unused = columns.filter(({ fields }) => fields.length === 0)
  const odd = questions.length === 0
  const options = odd
    ? ['--accept']
    : questions.map(({ option }) => option).filter((option) => option !== '')
  const rate = questions.some(({ about }) => about === 'rate')
  const command = ['bun run import', ...new Set(options), ...args.map(quoted)].join(' ')
  const stays = snapshot === null ? 'nothing was published' : `snapshot ${snapshot} stays in use`
  const lines = [
    `${snapshot === null ? 'import' : 'warning: import'} ${id}: ${source} is held, ${stays}`,
    ...(odd && held_because ? [`  because: ${held_because}`] : []),
    ...questions.map(({ text }) => `  asked: ${text}`),
    `  read: ${used.map(({ name, fields }) => `${fields.join('+')}=${name}`).join(', ')}`,
    ...(unused.length > 0
      ? [
          `  not used: ${unused.map(({ name, left_out }) => (left_out ? `${name} (${left_out})` : name)).join(', ')}`,
        ]
      : []),
    ...(rate
      ? ['  convert: add --rate N, or say --currency CODE where the prices are in another']
      : []),
    ...(options.length > 0 ? [`  confirm: ${command}`] : []),
  ]
  return lines.map(printable).join('\n')
}

const quoted = (text: string) =>
  /^[\w./:=-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`
