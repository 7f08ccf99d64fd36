/** The number of an import, as part of an address. */
export const id = {
  id: {
    description: 'Number of the import',
    example: 1,
    schema: { type: 'integer', minimum: 1, maximum: 999_999_999_999_999 },
  },
}

/** A refused row of an import, as part of an address. */
export const place = {
  place: {
    description: 'How many rows of the import were refused before it',
    example: 0,
    schema: { type: 'integer', minimum: 0, maximum: 999_999_999 },
  },
}

/** The version of a snapshot, as part of an address. */
export const version = {
  version: {
    description: 'Version of the snapshot',
    example: 1,
    schema: { type: 'integer', minimum: 1, maximum: 999_999_999_999_999 },
  },
}

/** What tells a header from others, as part of an address. */
export const fingerprint = {
  fingerprint: {
    description: 'Fingerprint of the header, as a profile shows it',
    example: '0123456789abcdef',
    schema: { type: 'string', pattern: '^[0-9a-f]{16}$' },
  },
}
