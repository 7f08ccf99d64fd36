import { Elysia } from 'elysia'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { type FieldError, notFound } from '../platform/http/errors.ts'
import { wantsFragment } from '../platform/http/htmx.ts'
import { pageRoute } from '../platform/http/openapi.ts'
import { tidyAddress, typed, withoutBlanks } from '../platform/http/query.ts'
import { redirect } from '../platform/http/respond.ts'
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
import { CalculatorPage, CalculatorSection, CalculatorsPage } from './views/calculators-page.tsx'
import { calculatorWords } from './views/words.ts'

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
      async ({ request }) => {
        const { calculator, ...given } = typed(request)
        const asked = SECTIONS.find((each) => each === calculator)
        // All of them once shared one page.
        if (asked) return redirect(addressWith(asked, given), 302)
        return calculators(deps, request, misplaced(calculator, Object.keys(given)))
      },
      pageRoute({ query: PageQuery }),
    )
    .get(
      '/calculators/:calculator',
      async ({ request, params }) => {
        const section = sectionsOf(deps).find((each) => each === params.calculator)
        if (!section) {
          throw notFound(message('There is no calculator "{name}".', { name: params.calculator }))
        }
        const tidy = withoutBlanks(request)
        return tidy === null ? calculator(deps, request, section) : redirect(tidy, 302)
      },
      pageRoute({ query: z.looseObject({}) }),
    )
}

const sectionsOf = ({ pack }: Deps) =>
  SECTIONS.filter((each) => pack.hasCosts || !COSTS.includes(each))

const addressWith = (section: Section, given: Record<string, string>) => {
  const search = new URLSearchParams(given).toString()
  return `/calculators/${section}${search === '' ? '' : `?${search}`}`
}

async function usualHere(deps: Deps, snapshot: Snapshot | null): Promise<Usual> {
  return {
    median: snapshot && (await medianPrice(deps, snapshot)),
    ownership: await ownershipHere(deps, snapshot),
  }
}

/** All calculators, each with its question. */
async function calculators(deps: Deps, request: Request, errors: FieldError[]): Promise<Response> {
  const snapshot = await deps.cars.current()
  return page(deps, request, snapshot ? { snapshot } : {}, () => ({
    ...(errors.length > 0 && { status: 400 }),
    title: t('Calculators'),
    description: t(
      'Monthly payment, budget, transfer and cost of keeping a car, with every assumption',
    ),
    noindex: errors.length > 0,
    body: <CalculatorsPage sections={sectionsOf(deps)} errors={errors} />,
  }))
}

/** One calculator, with what its address asks. */
async function calculator(deps: Deps, request: Request, section: Section): Promise<Response> {
  const snapshot = await deps.cars.current()
  return page(deps, request, snapshot ? { snapshot } : {}, async () => {
    const usual = await usualHere(deps, snapshot)
    const given = typed(request)
    const form = <S extends Section>(each: S): Forms[S] =>
      readForm(each, each === section ? given : {}, usual)
    const forms = {
      emi: form('emi'),
      affordability: form('affordability'),
      transfer: form('transfer'),
      ownership: form('ownership'),
      arithmetic: form('arithmetic'),
    }
    const { status, values } = forms[section]
    const { result } = forms.affordability
    const { median } = usual
    const props = {
      section,
      sections: sectionsOf(deps),
      forms,
      terms: section === 'affordability' && result ? await termsOf(deps, snapshot, result) : [],
      ownership: usual.ownership,
      median:
        snapshot && median !== null
          ? { price: Math.round(median), year: yearOf(snapshot.as_of) }
          : null,
    }
    return {
      status,
      address: status === 200 ? addressOf(section, values, usual) : tidyAddress(request),
      title: calculatorWords(section).title,
      description: calculatorWords(section).about,
      noindex: Object.keys(given).length > 0,
      body: wantsFragment(request) ? (
        <CalculatorSection {...props} />
      ) : (
        <CalculatorPage {...props} />
      ),
    }
  })
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
