import { Elysia } from 'elysia'
import type { Deps } from '../deps.ts'
import { addressOf } from '../platform/http/address.ts'
import { HttpError } from '../platform/http/errors.ts'
import { isMissing } from '../platform/http/field-errors.ts'
import { wantsFragment } from '../platform/http/htmx.ts'
import { operation, pageRoute } from '../platform/http/openapi.ts'
import {
  check,
  parameters,
  readQuery,
  tidyAddress,
  typed,
  withoutBlanks,
} from '../platform/http/query.ts'
import { json, redirect } from '../platform/http/respond.ts'
import { t } from '../platform/language/message.ts'
import { originOf, page, tagOf } from '../platform/ui/page.tsx'
import { currentSnapshot } from '../snapshots/list.ts'
import type { Snapshot } from '../snapshots/read.ts'
import { choicesOf, modelsOf, namedBrand } from './choices.ts'
import { dearerThan, EstimateAnswer, estimateCar } from './estimate.ts'
import { EstimateForm, EstimateQuery } from './query.ts'
import { Form } from './views/estimate-form.tsx'
import { EstimatePage } from './views/estimate-page.tsx'

export function estimateRoutes(deps: Deps) {
  const { cars } = deps
  return new Elysia({ name: 'estimates' })
    .get(
      '/estimate',
      async ({ request }) => {
        const tidy = withoutBlanks(request)
        return tidy === null ? estimatePage(deps, request) : redirect(tidy, 302)
      },
      pageRoute({ query: EstimateForm }),
    )
    .get(
      '/estimate/choices',
      async ({ request }) => {
        const names = Object.keys(parameters(request.url))
        if (names.some((name) => !(name in EstimateForm.shape))) readQuery(EstimateForm, request)
        if (!wantsFragment(request)) return redirect(`/estimate${addressOf(request).search}`, 302)
        const snapshot = await currentSnapshot(cars)
        return page(deps, request, { snapshot }, async () => {
          const form = await readForm(deps, snapshot, request)
          return {
            title: t('Is this price fair?'),
            description: '',
            noindex: true,
            body: (
              <Form
                form={form}
                typed={typed(request)}
                choices={await choicesOf(cars, snapshot, form)}
                states={deps.pack.stateNames}
                errors={[]}
                answered={false}
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

/** What can be read of a form that is not finished: a wrong field does not lose the others. A model names its brand. */
async function readForm(
  { cars }: Deps,
  snapshot: Snapshot,
  request: Request,
): Promise<EstimateForm> {
  const given = parameters(request.url)
  const read = EstimateForm.safeParse(given)
  const wrong = new Set(read.error?.issues.flatMap(({ path }) => path.map(String)))
  const rest = Object.entries(given).filter(([key]) => !wrong.has(key) && key in EstimateForm.shape)
  const form = read.data ?? EstimateForm.catch({}).parse(Object.fromEntries(rest))
  if (form.brand !== undefined || form.base_model === undefined) return form
  const brand = namedBrand(await modelsOf(cars, snapshot), form.base_model)
  return brand === null ? form : { ...form, brand }
}

async function estimatePage(deps: Deps, request: Request): Promise<Response> {
  const { cars } = deps
  const snapshot = await currentSnapshot(cars)
  return page(deps, request, { snapshot }, async () => {
    const form = await readForm(deps, snapshot, request)
    const { answer, errors } = await answerOf(deps, snapshot, request, form)
    const address = tidyAddress(request)
    return {
      ...(errors.length > 0 && { status: 400 }),
      address,
      title: t('Is this price fair?'),
      description: t('What a car like yours asks on this market, how sure that is, and why'),
      noindex: answer !== null || errors.length > 0,
      body: (
        <EstimatePage
          form={form}
          typed={typed(request)}
          choices={await choicesOf(cars, snapshot, form)}
          states={deps.pack.stateNames}
          answer={answer}
          dearer={answer ? await dearerThan(cars, snapshot, form) : 0}
          errors={errors}
          pricesOf={Number(snapshot.as_of.slice(0, 4))}
          share={`${originOf(deps, request)}${address}`}
        />
      ),
    }
  })
}

/** An answer once a model is named; what is missing is not said before that. */
async function answerOf({ cars }: Deps, snapshot: Snapshot, request: Request, form: EstimateForm) {
  const brand = form.brand && { brand: form.brand }
  const { query, errors } = check(EstimateQuery, { ...parameters(request.url), ...brand })
  if (errors) {
    const sent = form.base_model !== undefined
    return { answer: null, errors: errors.filter(({ message }) => sent || !isMissing(message)) }
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
