import type { Children } from '@kitajs/html'
import { t } from '../../language/message.ts'

/** What a bar or dot leads to, and its name */
export type MarkLink = { href: string; label: string }

/** Made from 2019: 120 cars */
export const toCars = (name: string, cars: number, href: string): MarkLink => ({
  href,
  label: `${name}: ${t('{n, plural, one {# car} other {# cars}}', { n: cars })}`,
})

/** A drawing with links is a group of them; without, one image. */
export const roleOf = (marks: readonly { link?: MarkLink | undefined }[]): 'group' | 'img' =>
  marks.some(({ link }) => link) ? 'group' : 'img'

/** No stop for the keyboard: a table or fields below a drawing lead to the same cars. */
export function Linked({ link, children }: { link?: MarkLink | undefined; children?: Children }) {
  if (!link) return <>{children}</>
  return (
    <a href={link.href} tabindex="-1" aria-label={link.label}>
      {children}
    </a>
  )
}
