import type { Rule } from '../../packs/rule.ts'
import { message } from '../../platform/language/message.ts'

export const textDamaged: Rule = {
  id: 'text-damaged',
  text: 'A letter of brand or model could not be read',
  action: 'flag',
  check: ({ brand, model }) =>
    brand.includes('\ufffd') || model.includes('\ufffd')
      ? message('A letter of "{name}" could not be read', { name: `${brand} ${model}` })
      : null,
}
