import { Elysia } from 'elysia'
import type { Deps } from '../deps.ts'
import { type FieldError, HttpError } from '../platform/http/errors.ts'
import { isMissing } from '../platform/http/field-errors.ts'
import { operation, pageRoute } from '../platform/http/openapi.ts'
import { checkQuery, parameters, readQuery, typed } from '../platform/http/query.ts'
import { json } from '../platform/http/respond.ts'
import { t } from '../platform/language/message.ts'
import { page, tagOf } from '../platform/ui/page.tsx'
import { currentSnapshot } from '../snapshots/list.ts'
import type { MarketReader, Snapshot } from '../snapshots/read.ts'
import { EstimateAnswer, estimateCar } from './estimate.ts'
import { EstimateForm, EstimateQuery } from './query.ts'
import type { Choices } from './views/estimate-form.tsx'
import { EstimatePage } from './views/estimate-page.tsx'

export function estimateRoutes(deps: Deps) {
  const { cars } = deps
  return new Elysia({ name: 'estimates' })
    .get(
      '/estimate',
      async ({ request }) => {
        const snapshot = await currentSnapshot(cars)
        return page(deps, request, { snapshot }, async () => {
          const form = readForm(request)
          const { answer, errors } = await answerOf(cars, snapshot, request)
          return {
            ...(errors.length > 0 && { status: 400 }),
            title: t('Estimate a price'),
            description: t('What a car like yours asks on this market, how sure that is, and why'),
            noindex: answer !== null || errors.length > 0,
            body: (
              <EstimatePage
                form={form}
                typed={typed(request)}
                choices={await choicesOf(cars, snapshot, form)}
                states={deps.pack.stateNames}
                answer={answer}
                errors={errors}
                pricesOf={Number(snapshot.as_of.slice(0, 4))}
              />
            ),
          }
        })
      },
      pageRoute({ query: EstimateForm }),
    )
    .get(
      '/api/estimate',
      async ({ request }) => {
        const query = readQuery(EstimateQuery, request)
        const snapshot = await currentSnapshot(cars)
        const estimate = async () => {
          const { steps: _, ...answer } = await estimateCar(cars, snapshot, query)
          return answer
        }
        return json(request, estimate, { tag: tagOf(deps, snapshot) })
      },
      operation({
        name: 'getEstimate',
        summary: 'What such a car asks, its 90 % interval, why, and the nearest listings',
        tag: 'Market',
        query: EstimateQuery,
        answer: EstimateAnswer,
        cached: true,
        problems: [422, 503],
      }),
    )
}

/** What can be read of a form that is not finished: a wrong field does not lose the others. */
function readForm(request: Request): EstimateForm {
  const given = parameters(request.url)
  const read = EstimateForm.safeParse(given)
  if (read.success) return read.data
  const wrong = new Set(read.error.issues.flatMap(({ path }) => path.map(String)))
  const rest = Object.entries(given).filter(([key]) => !wrong.has(key) && key in EstimateForm.shape)
  return EstimateForm.catch({}).parse(Object.fromEntries(rest))
}

/** An answer once everything that is needed is there; before that no errors about what is still to come. */
async function answerOf(
  cars: MarketReader,
  snapshot: Snapshot,
  request: Request,
): Promise<{ answer: Awaited<ReturnType<typeof estimateCar>> | null; errors: FieldError[] }> {
  const { query, errors } = checkQuery(EstimateQuery, request)
  if (errors) {
    const asked = 'km' in typed(request)
    return {
      answer: null,
      errors: errors.filter(({ message }) => asked || !isMissing(message)),
    }
  }
  try {
    return { answer: await estimateCar(cars, snapshot, query), errors: [] }
  } catch (error) {
    if (error instanceof HttpError && error.details.errors) {
      return { answer: null, errors: error.details.errors }
    }
    throw error
  }
}

/** What can be chosen next: the models of a brand, the trims of a model. */
async function choicesOf(
  cars: MarketReader,
  snapshot: Snapshot,
  form: EstimateForm,
): Promise<Choices> {
  const values = async (facet: 'brand' | 'base_model' | 'trim' | 'fuel' | 'transmission') => {
    const filter = {
      ...(facet !== 'brand' && form.brand && { brand: [form.brand] }),
      ...(facet !== 'brand' &&
        facet !== 'base_model' &&
        form.base_model && { base_model: [form.base_model] }),
    }
    const found = await cars.facets(snapshot, filter, [facet])
    return (found.values[facet] ?? [])
      .map(({ value }) => String(value))
      .filter((value) => value !== '')
  }
  const sorted = async (facet: 'brand' | 'base_model' | 'trim') =>
    (await values(facet)).sort((a, b) => a.localeCompare(b))
  return {
    brand: await sorted('brand'),
    base_model: form.brand ? await sorted('base_model') : [],
    trim: form.brand && form.base_model ? await sorted('trim') : [],
    fuel: await values('fuel'),
    transmission: await values('transmission'),
  }
}
