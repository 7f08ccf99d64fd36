/** Letters and digits in lower case: how names of models and brands are compared. */
export function compactName(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')
}
