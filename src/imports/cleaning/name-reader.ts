import { fold } from '../../listing/car.ts'
import type { Columns, Form } from '../../listing/row.ts'
import type { Pack } from '../../packs/pack.ts'
import { brandOf } from './brands.ts'
import { Memo } from './memo.ts'
import { type Name, readName, readWholeName, withoutYear } from './name.ts'
import { compact } from './words.ts'

/** Reads the name of a row: its brand and model, each from its own column or both from one. */
export function nameReader(columns: Columns, pack: Pack, form: Form): (fields: string[]) => Name {
  const named = ownNameReader(columns, pack, form)
  const { whole } = columns
  if (whole === undefined) return named
  return (fields) => completedBy(fields[whole] ?? '', named(fields), pack)
}

function ownNameReader({ at, beside }: Columns, pack: Pack, form: Form) {
  const bare = at.year === at.model ? withoutYear : (cell: string) => cell
  if (at.brand === at.model) {
    const own = new Set(form.brands)
    const names = new Memo<Name>((cell) => readWholeName(bare(cell), pack, own))
    return (fields: string[]) => names.get(fields[at.model] ?? '')
  }
  const names = new Memo<Name>((cells) => readName(bare(cells), pack))
  const series = beside?.model
  return (fields: string[]) => {
    const before = series === undefined ? '' : `${fields[series] ?? ''} `
    return names.get(`${fields[at.brand] ?? ''}\n${before}${fields[at.model] ?? ''}`)
  }
}

/**
 * A name whose brand or model is blank, from the cell that holds both: `Maruti Swift VXI 2015`. It stays as it is where
 * that cell names another brand, or begins with none that is known.
 */
function completedBy(whole: string, name: Name, pack: Pick<Pack, 'baseModelsOf'>): Name {
  if (name.brand !== '' && name.model !== '') return name
  const own = new Set(name.brand === '' ? [] : [fold(name.brand)])
  const found = readWholeName(withoutYear(whole), pack, own)
  const agrees = name.brand === '' || known(found.brand) === known(name.brand)
  const holds = name.model === '' || compact(found.model).startsWith(compact(name.model))
  return found.brand !== '' && found.model !== '' && agrees && holds ? found : name
}

const known = (brand: string) => compact(brandOf(brand) ?? brand)
