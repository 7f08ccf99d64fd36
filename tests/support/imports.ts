import type { Profile } from '../../src/listing/profile.ts'
import type { Import } from '../../src/snapshots/import.ts'

/** A published import of the kind that the real file gives, with what a test wants to be different. */
export function anImport(different: Partial<Import> = {}): Import {
  return {
    id: 1,
    source: 'cars.csv',
    status: 'published',
    rule_pack: 'india',
    as_of: '2024-12-31',
    started_at: '2026-11-20T08:00:00.000Z',
    finished_at: '2026-11-20T08:00:01.000Z',
    error: null,
    progress: { phase: 'publishing', rows: 3, total_rows: 3, bytes: 900, total_bytes: 900 },
    rows: {
      read: 3,
      published: 1,
      rejected: 1,
      duplicates: 1,
      repaired: 0,
      flagged: 0,
      untouched: 1,
    },
    checksum: { expected: 1_400_000, actual: 1_400_000, agrees: true },
    rules: [
      { id: 'identity-blank', text: 'Brand or model is blank', action: 'reject', count: 1 },
      {
        id: 'exact-duplicate',
        text: 'Every column equals an earlier row',
        action: 'drop',
        count: 1,
      },
    ],
    blanks: [{ column: 'reg_year', count: 1 }],
    engine: { not_applicable: 0, missing_in_source: 0, repaired: 0, missing: 0 },
    files: [
      {
        name: 'cars.csv',
        bytes: 900,
        sha256: '0d14db3638d09995',
        encoding: 'utf-8',
        delimiter: ',',
        columns: 2,
        header: ['brand', 'model'],
      },
    ],
    changes: null,
    snapshot: 1,
    ...different,
  }
}

/** How a file of five columns is read, with what a test wants to be different. */
export function aProfile(different: Partial<Profile> = {}): Profile {
  return {
    name: 'five columns',
    fingerprint: '0123456789abcdef',
    encoding: 'utf-8',
    delimiter: ',',
    quote: '"',
    header: ['brand', 'model', 'year', 'km', 'price'],
    columns: { brand: 'brand', model: 'model', year: 'year', km: 'km', price: 'price' },
    distance: { unit: 'km', scale: 1, decimal: null },
    price: { currency: 'INR', signs: [], scale: 1, decimal: null, rate: 1 },
    engine: { unit: null },
    dates: 'dmy',
    words: { transmission: {}, fuel: {}, owners: {} },
    brands: [],
    pack: 'india',
    ...different,
  }
}
