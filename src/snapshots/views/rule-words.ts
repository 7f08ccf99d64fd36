import { sayStored } from '../../platform/language/message.ts'

/** What a rule says, from the record of its import: an earlier version may have said it in other words. */
export const ruleWords = (text: string): string => sayStored({ sentence: text }, text)
