import { fold } from '../../listing/car.ts'
import type { Pack } from '../../packs/pack.ts'
import { type ModelName, splitModel } from './base-model.ts'
import { cleanText, isBlank } from './words.ts'

/** `key`: brand, base model and trim without case; `slug`: for a URL, with a hyphen at the end. */
export type Name = ModelName & { brand: string; model: string; key: string; slug: string }

/** @param cells the cell of the brand, a line feed, the cell of the model */
export function readName(cells: string, pack: Pick<Pack, 'baseModelsOf'>): Name {
  const cut = cells.indexOf('\n')
  const [brand = '', model = ''] = [cells.slice(0, cut), cells.slice(cut + 1)]
    .map(cleanText)
    .map((text) => (isBlank(text) ? '' : text))
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
