import { retell, sentence, t } from './language.ts'

/** What can be wrong with a parameter or a field, as `platform/http` and the queries name it. */
const PROBLEMS = [
  sentence('"{value}" is not one of {values}'),
  sentence('"{value}" is not a whole number'),
  sentence('{least} is more than {field}, which is {most}'),
  sentence('{value} is less than {least}'),
  sentence('{value} is more than {most}'),
  sentence('is less than {least}'),
  sentence('is more than {most}'),
  sentence('is not a number'),
  sentence('is not a whole number'),
  sentence('is given more than once'),
  sentence('is not a parameter here; did you mean {name}?'),
  sentence('is not a parameter here'),
  sentence('is empty: give a path or a pattern'),
  sentence('is not one that this market gave; leave it out'),
  sentence('deals are not rated yet: this market has no estimates'),
  sentence('Too big: expected string to have <={most} characters'),
  sentence('Too big: expected array to have <={most} items'),
]

/** A problem in the language of the reader; what the schemas say in other words stays as it is. */
export const problemWords = (message: string): string => retell(message, PROBLEMS)

/** All that is wrong with a query, in one line. */
export const problemsWords = (errors: { parameter: string; message: string }[]): string =>
  errors
    .map(({ parameter, message }) =>
      t('{parameter}: {problem}', { parameter, problem: problemWords(message) }),
    )
    .reduce((problems, problem) => t('{problems}; {problem}', { problems, problem }))
