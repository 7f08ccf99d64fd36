/** What a file is called: by its answer, or by the last part of where it came from. Never a way to another folder. */
export function nameIn(headers: Headers, address: string): string {
  const said = headers.get('content-disposition') ?? ''
  const encoded = /filename\*\s*=\s*utf-8''([^;]+)/i.exec(said)?.[1]
  const plain = /filename\s*=\s*(?:"([^"]*)"|([^;\s]+))/i.exec(said)
  const url = URL.parse(address)
  const last = url?.pathname.split('/').findLast((part) => part !== '') ?? ''
  return (
    [decoded(encoded), plain?.[1] ?? plain?.[2], decoded(last)]
      .map(safe)
      .find((name) => name !== '') ??
    url?.hostname ??
    'file'
  )
}

/** Also of what a browser sends: its last part, without what no name holds. */
export function safe(name = ''): string {
  const last = name.split(/[\\/]/).at(-1) ?? ''
  return last
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .replace(/^\.+/, '')
    .trim()
    .slice(0, 120)
}

function decoded(text = ''): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
