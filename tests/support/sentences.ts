import { Glob } from 'bun'
import ts from 'typescript'
import { ROOT } from './server.ts'

/** A sentence of the interface, and where it is written. */
export type Said = { text: string; where: string }

/** Their first argument is a sentence. */
const SPEAKERS = new Set(['t', 'sentence', 'message'])
/** Names that are the same in every language, and units. */
const NAMES =
  /^(CSV|JSON|NDJSON|Parquet|OpenAPI|openapi\.json|bun run import cars\.csv|data\/cars\.csv|km|ms|₹|SHA-256)$/
/** Writes the document for programs. */
const OPENAPI = 'src/api-docs/routes.tsx'
/** Attributes that a person reads or hears. */
const SPOKEN = /^(title|lede|label|caption|text|none|place|note|alt|placeholder|aria-label)$/
/** Properties of the objects from which lists, tables and facts are made. */
const TOLD = /^(title|lede|label|caption|note|description|doing|todo|said|option|how|fact|origin)$/

export async function sourceFiles(): Promise<ts.SourceFile[]> {
  const paths = await Array.fromAsync(new Glob('{src,sidecars}/**/*.{ts,tsx}').scan({ cwd: ROOT }))
  const read = paths.filter((path) => !/\.(test|testing)\.tsx?$|\.d\.ts$/.test(path)).sort()
  return Promise.all(
    read.map(async (path) =>
      ts.createSourceFile(
        path,
        await Bun.file(`${ROOT}/${path}`).text(),
        ts.ScriptTarget.Latest,
        true,
        path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS,
      ),
    ),
  )
}

/** Every literal that is given to a speaker, also from both sides of a condition. */
export function sentencesIn(file: ts.SourceFile): Said[] {
  const found: Said[] = []
  walk(file, (node) => {
    if (!ts.isCallExpression(node) || !ts.isIdentifier(node.expression)) return
    const [argument] = node.arguments
    if (!argument || !SPEAKERS.has(node.expression.text)) return
    for (const text of literalsOf(argument)) found.push({ text, where: placeOf(argument) })
  })
  return found
}

/** Sentences that are put together instead of written: nobody could translate them. */
export function builtSentencesIn(file: ts.SourceFile): string[] {
  const found: string[] = []
  walk(file, (node) => {
    if (!ts.isCallExpression(node) || !ts.isIdentifier(node.expression)) return
    const [argument] = node.arguments
    if (!argument || !SPEAKERS.has(node.expression.text)) return
    if (ts.isTemplateExpression(argument) || ts.isBinaryExpression(argument))
      found.push(placeOf(argument))
  })
  return found
}

/** Calls whose values, where they are written beside the sentence, are not exactly its holes. */
export function mismatchesIn(file: ts.SourceFile, holesOf: (text: string) => string[]): Said[] {
  const found: Said[] = []
  walk(file, (node) => {
    if (!ts.isCallExpression(node) || !ts.isIdentifier(node.expression)) return
    const [argument, values] = node.arguments
    if (!argument || !['t', 'message'].includes(node.expression.text)) return
    if (values && !ts.isObjectLiteralExpression(values)) return
    const properties = values?.properties ?? []
    if (properties.some(ts.isSpreadAssignment)) return
    const given = properties.map((property) => property.name?.getText() ?? '').sort()
    for (const text of literalsOf(argument)) {
      if (holesOf(text).join() !== given.join()) found.push({ text, where: placeOf(argument) })
    }
  })
  return found
}

/** Text of a view that nobody translates: between tags, in an attribute, in what a table is made from. */
export function unspokenIn(file: ts.SourceFile): Said[] {
  if (!file.fileName.endsWith('.tsx') || file.fileName === OPENAPI) return []
  const found: Said[] = []
  const look = (node: ts.Node, text: string) => {
    const said = text.replaceAll(/\s+/g, ' ').trim()
    if (/\p{L}{2}/u.test(said) && !NAMES.test(said))
      found.push({ text: said, where: placeOf(node) })
  }
  walk(file, (node) => {
    if (ts.isJsxText(node)) look(node, node.text)
    if (ts.isJsxExpression(node) && node.expression && ts.isJsxElement(node.parent)) {
      for (const text of shownBy(node.expression)) look(node, text)
    }
    if (ts.isJsxAttribute(node) && SPOKEN.test(node.name.getText()) && node.initializer) {
      const value = ts.isJsxExpression(node.initializer)
        ? node.initializer.expression
        : node.initializer
      for (const text of value ? shownBy(value) : []) look(node, text)
    }
    if (ts.isPropertyAssignment(node) && TOLD.test(node.name.getText()) && !isDocumentation(node)) {
      for (const text of shownBy(node.initializer)) look(node, text)
    }
  })
  return found
}

/** Literals that an expression may come to, words of a template included. */
function shownBy(node: ts.Expression): string[] {
  if (ts.isTemplateExpression(node)) {
    return [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)]
  }
  return literalsOf(node)
}

function literalsOf(node: ts.Expression): string[] {
  if (ts.isStringLiteralLike(node)) return [node.text]
  if (ts.isParenthesizedExpression(node)) return shownBy(node.expression)
  if (ts.isConditionalExpression(node))
    return [...shownBy(node.whenTrue), ...shownBy(node.whenFalse)]
  return []
}

/** The OpenAPI document speaks English only: it is for programs and those who write them. */
function isDocumentation(node: ts.Node): boolean {
  for (let up = node.parent; up; up = up.parent) {
    if (!ts.isCallExpression(up)) continue
    const called = up.expression.getText()
    if (called === 'operation' || called.endsWith('.meta')) return true
  }
  return false
}

function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node)
  ts.forEachChild(node, (child) => walk(child, visit))
}

function placeOf(node: ts.Node): string {
  const file = node.getSourceFile()
  return `${file.fileName}:${file.getLineAndCharacterOfPosition(node.getStart()).line + 1}`
}
