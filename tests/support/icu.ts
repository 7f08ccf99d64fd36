import { IntlMessageFormat } from 'intl-messageformat'

type Element = ReturnType<IntlMessageFormat['getAst']>[number]

/** @throws SyntaxError when it is no ICU MessageFormat */
const parsed = (sentence: string): Element[] =>
  new IntlMessageFormat(sentence, 'en', undefined, { ignoreTag: true }).getAst()

/** Names of the values that a sentence takes, in order, each once. */
export function holesOf(sentence: string): string[] {
  const names = elementsOf(parsed(sentence)).flatMap((element) =>
    'options' in element || isHole(element) ? [element.value] : [],
  )
  return [...new Set(names)].sort()
}

/** The forms (one, other …) of each plural in a sentence. */
export const pluralFormsOf = (sentence: string): string[][] =>
  elementsOf(parsed(sentence)).flatMap((element) =>
    'options' in element ? [Object.keys(element.options)] : [],
  )

/** All elements, those inside plurals too. */
function elementsOf(elements: Element[]): Element[] {
  return elements.flatMap((element) =>
    'options' in element
      ? [element, ...Object.values(element.options).flatMap(({ value }) => elementsOf(value))]
      : [element],
  )
}

/** An argument is type 1, a formatted number 2: the parser's constants are not part of the library. */
const isHole = (element: Element): element is Extract<Element, { value: string }> =>
  element.type === 1 || element.type === 2
