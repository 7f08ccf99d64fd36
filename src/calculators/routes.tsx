import { Elysia } from 'elysia'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import type { FieldError } from '../platform/http/errors.ts'
import { wantsFragment } from '../platform/http/htmx.ts'
import { pageRoute } from '../platform/http/openapi.ts'
import { tidyAddress, typed } from '../platform/http/query.ts'
import { yearOf } from '../platform/language/format.ts'
import { message, t } from '../platform/language/message.ts'
import { page } from '../platform/ui/page.tsx'
import { yearlyLosses } from '../pricing/index.ts'
import { modelOf } from '../snapshots/model.ts'
import type { Snapshot } from '../snapshots/read.ts'
import { calculatorApi } from './api.ts'
import { OWNERSHIP, type OwnershipAssumptions, ownershipOn } from './assumptions.ts'
import { stepsOf } from './depreciation.ts'
import { affordableLoan } from './loan.ts'
import {
  type Affordable,
  addressOf,
  type Forms,
  readForm,
  SECTIONS,
  type Section,
  type Usual,
} from './sections.ts'
import type { Term } from './views/affordability-section.tsx'
import { CalculatorSection, CalculatorsPage } from './views/calculators-page.tsx'

const TERMS = [24, 36, 48, 60, 72]
/** Those that rest on a market's fees and tariffs are off where nobody knows them. */
const COSTS: readonly Section[] = ['transfer', 'ownership']

const PageQuery = z.looseObject({
  calculator: z
    .enum(SECTIONS)
    .optional()
    .meta({ description: 'Whose fields follow; they are named as in /api/calculator' }),
})

export function calculatorRoutes(deps: Deps) {
  return new Elysia({ name: 'calculators' })
    .use(calculatorApi(async () => ownershipHere(deps, await deps.cars.current())))
    .get(
      '/calculators',
      async ({ request }) => calculators(deps, request),
      pageRoute({ query: PageQuery }),
    )
}

async function calculators(deps: Deps, request: Request): Promise<Response> {
  const snapshot = await deps.cars.current()
  return page(deps, request, snapshot ? { snapshot } : {}, async () => {
    const usual: Usual = {
      median: snapshot && (await medianPrice(deps, snapshot)),
      ownership: await ownershipHere(deps, snapshot),
    }
    const { median } = usual
    const { asked, forms, errors } = readForms(request, usual)
    const status = errors.length > 0 ? 400 : asked ? forms[asked].status : 200
    const address =
      asked && status === 200 ? addressOf(asked, forms[asked].values, usual) : tidyAddress(request)
    const terms = forms.affordability.result
      ? await termsOf(deps, snapshot, forms.affordability.result)
      : []
    const props = {
      sections: SECTIONS.filter((each) => deps.pack.hasCosts || !COSTS.includes(each)),
      forms,
      terms,
      ownership: usual.ownership,
      median:
        snapshot && median !== null
          ? { price: Math.round(median), year: yearOf(snapshot.as_of) }
          : null,
      errors,
    }
    return {
      status,
      address,
      title: t('Calculators'),
      description: t(
        'Monthly payment, budget, transfer and cost of keeping a car, with every assumption',
      ),
      noindex: asked !== null || errors.length > 0,
      body:
        asked && wantsFragment(request) ? (
          <CalculatorSection {...props} section={asked} />
        ) : (
          <CalculatorsPage {...props} />
        ),
    }
  })
}

/** The form that was sent with what was sent, all others as usual. */
function readForms(request: Request, usual: Usual) {
  const { calculator, ...given } = typed(request)
  const asked = SECTIONS.find((each) => each === calculator) ?? null
  const form = <S extends Section>(section: S): Forms[S] =>
    readForm(section, section === asked ? given : {}, usual)
  return {
    asked,
    errors: asked ? [] : misplaced(calculator, Object.keys(given)),
    forms: {
      emi: form('emi'),
      affordability: form('affordability'),
      transfer: form('transfer'),
      ownership: form('ownership'),
      arithmetic: form('arithmetic'),
    },
  }
}

function misplaced(calculator: string | undefined, names: string[]): FieldError[] {
  const sections = SECTIONS.join(', ')
  if (calculator !== undefined) {
    const problem = message('"{value}" is not one of {values}', {
      value: calculator,
      values: sections,
    })
    return [{ parameter: 'calculator', message: problem }]
  }
  return names.map((parameter) => ({
    parameter,
    message: message('means nothing without calculator, one of {values}', { values: sections }),
  }))
}

/** What keeping a car costs: the market's own depreciation, where it has a model, out of thousands of its estimates. */
async function ownershipHere(
  { cars }: Deps,
  snapshot: Snapshot | null,
): Promise<OwnershipAssumptions> {
  if (!snapshot) return OWNERSHIP
  return cars.derived.once(snapshot, 'cost of keeping a car', async () => {
    const model = await modelOf(cars, snapshot)
    return model ? ownershipOn(stepsOf(yearlyLosses(model)), snapshot.as_of) : OWNERSHIP
  })
}

async function medianPrice({ cars }: Deps, snapshot: Snapshot): Promise<number | null> {
  const [all] = await cars.group(snapshot, {}, { of: 'price', by: [], quantiles: [0.5] })
  return all?.quantiles[0] ?? null
}

/** What the usual lengths of a loan would allow, and the one that was asked for. */
function termsOf({ cars }: Deps, snapshot: Snapshot | null, budget: Affordable): Promise<Term[]> {
  const months = [...new Set([...TERMS, budget.months])].sort((a, b) => a - b)
  return Promise.all(
    months.map(async (length) => {
      const loan = affordableLoan({ ...budget, months: length })
      const price = loan + budget.down_payment
      return {
        months: length,
        price,
        interest: Math.max(0, budget.emi * length - loan),
        cars: snapshot && (await cars.count(snapshot, { price_max: price })),
      }
    }),
  )
}
