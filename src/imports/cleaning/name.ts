import { fold } from '../../listing/car.ts'
import type { Pack } from '../../packs/pack.ts'
import { type ModelName, splitModel } from './base-model.ts'
import { splitBrand, withoutBrand } from './brands.ts'
import { readYearInName } from './cells.ts'
import { cleanText, isBlank } from './words.ts'

/** `key`: brand, base model and trim without case; `slug`: for a URL, with a hyphen at the end. */
export type Name = ModelName & { brand: string; model: string; key: string; slug: string }

/** @param cells the cell of the brand, a line feed, the cell of the model */
export function readName(cells: string, pack: Pick<Pack, 'baseModelsOf'>): Name {
  const cut = cells.indexOf('\n')
  const [brand = '', model = ''] = [cells.slice(0, cut), cells.slice(cut + 1)].map(said)
  return named(brand, withoutBrand(brand, model), pack)
}

/** @param cell brand and model in one @param own brands of the file itself, folded */
export function readWholeName(
  cell: string,
  pack: Pick<Pack, 'baseModelsOf'>,
  own: ReadonlySet<string>,
): Name {
  const whole = said(cell)
  const { brand, model } = splitBrand(whole, own) ?? { brand: '', model: whole }
  return named(brand, model, pack)
}

/** `Ford Focus 2018 ST for sale` whose year stands by itself: `Ford Focus ST`. */
export function withoutYear(cell: string): string {
  const year = readYearInName(cell)
  const rest =
    year === null ? cell : cell.replace(new RegExp(`[ \\t]*[([]?${year}(?!\\d)[)\\]]?`), '')
  return rest.replace(/\s+for sale\s*$/i, '')
}

const said = (cell: string): string => {
  const text = cleanText(cell)
  return isBlank(text) ? '' : text
}

function named(brand: string, model: string, pack: Pick<Pack, 'baseModelsOf'>): Name {
  const { base_model, trim } = splitModel(brand, model, pack)
  const key = [brand, base_model, trim].map(fold).join('|')
  return { brand, model, base_model, trim, key, slug: slugOf(`${brand} ${base_model}`) }
}

function slugOf(name: string): string {
  const slug = fold(name)
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)
  return slug === '' ? '' : `${slug}-`
}
