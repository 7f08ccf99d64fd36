import { z } from 'zod'
import type { Feed } from './entry.ts'

const said = <T extends z.ZodType>(schema: T, description: string) => schema.meta({ description })

/** https://jsonfeed.org/version/1.1 */
export const JsonFeed = z
  .object({
    version: said(z.literal('https://jsonfeed.org/version/1.1'), 'Version of JSON Feed'),
    title: said(z.string(), 'What the feed is of'),
    home_page_url: said(z.string(), 'The same cars as a page'),
    feed_url: said(z.string(), 'This feed'),
    description: said(z.string(), 'The filter in words'),
    language: said(z.string(), 'Language of the words'),
    authors: said(
      z.array(z.object({ name: said(z.string(), 'Title of the site') })),
      'Who writes it',
    ),
    items: z
      .array(
        z.object({
          id: said(z.string(), 'Stable: the same news never come twice'),
          url: said(z.string(), 'Page of the car'),
          title: said(z.string(), 'The car and its price'),
          content_text: said(z.string(), 'What is new'),
          date_published: said(z.iso.datetime(), 'When the snapshot was published'),
          tags: said(z.array(z.string()), 'Kind of news'),
        }),
      )
      .meta({ description: 'Newest first' }),
  })
  .meta({ id: 'JsonFeed', description: 'JSON Feed 1.1' })

/** JSON Feed 1.1. `self`: the address of this feed. */
export function jsonFeed(
  feed: Feed,
  { self, author, language }: { self: string; author: string; language: string },
): string {
  const written: z.infer<typeof JsonFeed> = {
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
  }
  return JSON.stringify(written)
}
