import type { Random } from '../../pricing/random.ts'
import type { Fields } from './row.ts'

/** Untidiness that a reader shrugs at, and that must not be reported. Each changes the row in place. */
export const HARMLESS: Record<string, (fields: Fields, random: Random) => void> = {
  'model-case': (f, random) => {
    f.model = random.next() < 0.5 ? f.model.toUpperCase() : titleCase(f.model)
  },
  'model-spaces': (f) => {
    f.model = f.model.replaceAll(' ', '  ')
  },
  'brand-case': (f, random) => {
    f.brand = random.next() < 0.5 ? f.brand.toUpperCase() : f.brand.toLowerCase()
  },
  'indian-separators': (f) => {
    f.km = `"${indian(Number(f.km))}"`
    f.price = `"${indian(Number(f.price))}"`
  },
  'spaces-around': (f) => {
    f.brand = `${f.brand} `
    f.model = ` ${f.model}  `
    f.fuel = `${f.fuel} `
    f.mark = `${f.mark} `
  },
  'line-break-in-title': (f) => {
    f.title = `"${f.title.replace(' ', '\n')}"`
  },
  'quotes-in-title': (f) => {
    f.title = `"${f.title.replace(f.brand, `""${f.brand}""`)}, well kept"`
  },
  'other-words': (f, random) => {
    f.insured = random.pick(['true', 'Yes', 'True'])
    f.spareKey = f.spareKey.toUpperCase()
    f.ownership = f.ownership.replace('owner', 'Owner')
    f.transmission = f.transmission.toUpperCase()
    f.fuel = f.fuel.toLowerCase()
  },
}

const titleCase = (text: string) =>
  text.replace(/[A-Za-z]+/g, (word) => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase())

/** 1231000 → 12,31,000 */
const indian = (n: number) => String(n).replace(/(?<=\d)(?=(\d\d)*\d{3}$)/g, ',')
