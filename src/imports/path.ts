/** The number of an import, as part of an address. */
export const id = {
  id: {
    description: 'Number of the import',
    example: 1,
    schema: { type: 'integer', minimum: 1, maximum: 999_999_999_999_999 },
  },
}
