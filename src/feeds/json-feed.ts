import type { Feed } from './entry.ts'

/** JSON Feed 1.1. `self`: the address of this feed. */
export function jsonFeed(
  feed: Feed,
  { self, author, language }: { self: string; author: string; language: string },
): string {
  return JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title: feed.title,
    home_page_url: feed.home,
    feed_url: self,
    description: feed.description,
    language,
    authors: [{ name: author }],
    items: feed.entries.map(({ id, url, title, text, at, kind }) => ({
      id,
      url,
      title,
      content_text: text,
      date_published: at,
      tags: [kind],
    })),
  })
}
