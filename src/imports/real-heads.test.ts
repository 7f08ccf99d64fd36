import { describe, expect, test } from 'bun:test'
import { importedList } from '../../tests/support/imported-list.ts'
import { hasRealHeads, pathOfHead, REAL_HEADS, rowsOfHead } from '../../tests/support/real-heads.ts'

const title = hasRealHeads ? 'a real list' : 'a real list (skipped: absent)'

describe.skipIf(!hasRealHeads)(title, () => {
  test.each(REAL_HEADS.map((head) => [head.file, head] as const))(
    '%s is read row by row as it is read by hand',
    async (file, { currency, pack, answers, refused, read }) => {
      const market = { currency, rulePack: pack }
      const first = await importedList(pathOfHead(file), market)
      const asks = Object.keys(answers).length > 0
      expect([first.status, first.asked.length]).toEqual(asks ? ['held', 1] : ['published', 0])
      const { status, cars, rejects } = asks
        ? await importedList(pathOfHead(file), market, answers)
        : first
      expect(status).toBe('published')
      const found = Object.fromEntries(rejects.map(({ line, rule }) => [line, rule]))
      expect(found).toEqual(Object.fromEntries(Object.entries(refused)))
      const rows = await rowsOfHead(file)
      const wanted = rows
        .map((row, at) => ({ line: at + 2, ...read(row) }))
        .filter(({ line }) => !(line in refused))
      const got = cars.map((car): (typeof wanted)[number] => ({
        ...{ line: car.lineage.line, brand: car.brand, price: car.price, km: car.km },
        ...{ year: car.year, fuel: car.fuel === 'other' ? null : car.fuel },
        ...{ transmission: car.transmission, owners: car.owners },
      }))
      const plain = (told: (typeof wanted)[number]) => ({ ...told, brand: told.brand.trim() })
      expect(got).toEqual(wanted.map(plain))
    },
  )
})
