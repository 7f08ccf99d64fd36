import { z } from 'zod'
import { LONGEST_NAME } from './kept.ts'

export const NamedSearch = z.strictObject({
  name: z.string().trim().max(LONGEST_NAME).default('').meta({
    description: 'The name of a saved search',
    example: 'A Honda for the town',
  }),
})
