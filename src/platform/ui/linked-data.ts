import type { BreadcrumbList, Thing, WithContext } from 'schema-dts'
import type { Link } from './parts.tsx'

/** What a page says to programs, in the words of schema.org. */
export type LinkedData = WithContext<Exclude<Thing, string>>

/** As the text of a data block, which no text of a listing can end. */
export const asData = (data: object): string => JSON.stringify(data).replaceAll('<', '\\u003c')

/** The way to a page. @param origin where whole addresses begin */
export const trail = (origin: string, links: readonly Link[]): WithContext<BreadcrumbList> => ({
  '@context': 'https://schema.org',
  '@type': 'BreadcrumbList',
  itemListElement: links.map(({ href, label }, at) => ({
    '@type': 'ListItem',
    position: at + 1,
    name: label,
    item: origin + href,
  })),
})
