/** Bytes of bodies as they travel, compressed as a browser asks for them. */
export type FirstView = { page: number; total: number; parts: Map<string, number> }
type Ask = (path: string, init: RequestInit & { decompress?: boolean }) => Promise<Response>

const AS_A_BROWSER = { 'accept-encoding': 'gzip, deflate, br, zstd', accept: 'text/html,*/*' }

/** A page with its styles, scripts, icons and pictures, and the fonts and pictures of its styles. */
export async function firstView(path: string, ask: Ask): Promise<FirstView> {
  const parts = new Map<string, number>()
  const load = async (path: string): Promise<string> => {
    const sent = await ask(path, { headers: AS_A_BROWSER, decompress: false })
    if (!sent.ok) throw new Error(`${path} answered ${sent.status}`)
    parts.set(path, (await sent.arrayBuffer()).byteLength)
    const plain = await ask(path, { headers: { 'accept-encoding': 'identity' } })
    return plain.text()
  }
  const html = await load(path)
  for (const asset of referred(html)) {
    if (parts.has(asset)) continue
    const text = await load(asset)
    if (!/\.css$/.test(asset)) continue
    for (const more of urlsOfStyle(text)) if (!parts.has(more)) await load(more)
  }
  const total = [...parts.values()].reduce((sum, bytes) => sum + bytes, 0)
  return { page: parts.get(path) ?? 0, total, parts }
}

/** Own files that a browser loads with a page. */
export function referred(html: string): string[] {
  const tags = html.match(/<(?:script|img|link)\b[^>]*>/g) ?? []
  const loaded = tags.filter(
    (tag) => !tag.startsWith('<link') || /rel="(?:stylesheet|icon|preload|manifest)"/.test(tag),
  )
  return loaded.flatMap((tag) => tag.match(/(?:src|href)="(\/[^"/][^"]*)"/)?.[1] ?? [])
}

export function urlsOfStyle(css: string): string[] {
  return [...css.matchAll(/url\(\s*['"]?(\/[^'")]+)/g)].map(([, url = '']) => url)
}
