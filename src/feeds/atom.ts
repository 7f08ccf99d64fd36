import { xml } from '../platform/xml.ts'
import type { Feed } from './entry.ts'

/** RFC 4287. `self`: the address of this feed. */
export function atom(
  feed: Feed,
  { self, author, language }: { self: string; author: string; language: string },
): string {
  const entries = feed.entries.map(
    ({ id, url, title, text, at, kind }) => `  <entry>
    <id>${xml(id)}</id>
    <title>${xml(title)}</title>
    <link rel="alternate" type="text/html" href="${xml(url)}"/>
    <published>${xml(at)}</published>
    <updated>${xml(at)}</updated>
    <category term="${kind}"/>
    <content type="text">${xml(text)}</content>
  </entry>
`,
  )
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${language}">
  <id>${xml(self)}</id>
  <title>${xml(feed.title)}</title>
  <subtitle>${xml(feed.description)}</subtitle>
  <link rel="self" type="application/atom+xml" href="${xml(self)}"/>
  <link rel="alternate" type="text/html" href="${xml(feed.home)}"/>
  <author><name>${xml(author)}</name></author>
  <updated>${xml(feed.updated)}</updated>
${entries.join('')}</feed>
`
}
