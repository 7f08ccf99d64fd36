/** Text that breaks out of whatever forgets to escape it. */
export const EVIL = `"><script>alert(1)</script><img src=x onerror=alert(1)>'&`

/** What a parser makes of EVIL where it got out: scripts without an address, images, handlers. */
export function escapedFrom(html: string): string[] {
  const found: string[] = []
  new HTMLRewriter()
    .on('*', {
      element({ tagName, attributes }) {
        const names = [...attributes].map(([name]) => name ?? '')
        if (tagName === 'img' || (tagName === 'script' && !names.includes('src')))
          found.push(tagName)
        found.push(...names.filter((name) => /^on|["'<]/.test(name)))
      },
    })
    .transform(html)
  return found
}
