declare module '@adobe/structured-data-validator' {
  /** By type: things as `application/ld+json` has them. */
  type Found = { jsonld: Record<string, object[]> }
  type Issue = { issueMessage: string; severity: 'ERROR' | 'WARNING'; fieldNames?: string[] }
  export default class Validator {
    /** @param schema the vocabulary of schema.org; null: only the rules of search engines are checked */
    constructor(schema: object | null)
    validate(found: Found): Promise<Issue[]>
  }
}
