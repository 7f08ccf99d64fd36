import file from './cars.csv' with { type: 'file' }

/** The sample that comes with the product; see generate.ts. */
export const SAMPLE_FILE: string = file
