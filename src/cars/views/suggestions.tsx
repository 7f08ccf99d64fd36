import { t } from '../../platform/language/message.ts'
import type { Suggestion } from '../suggest.ts'

/** What a search field offers to go on with: a browser shows it as its own list, by keys and by voice too. */
export function Suggestions({ items }: { items: Suggestion[] }) {
  return items
    .map(({ name, cars }) => (
      <option value={name} safe>
        {t('{n, plural, one {# car} other {# cars}}', { n: cars })}
      </option>
    ))
    .join('')
}
