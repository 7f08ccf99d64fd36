/** Text of an element or attribute; what XML cannot hold at all is left out. */
export const xml = (text: string): string =>
  text
    .toWellFormed()
    .replace(NOT_IN_XML, '')
    .replace(/[<>&'"]/g, (sign) => `&#${sign.charCodeAt(0)};`)

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const NOT_IN_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g
