import { Elysia } from 'elysia'
import { z } from 'zod'
import { access } from '../../platform/http/access.ts'
import { HttpError, notFound, refusal } from '../../platform/http/errors.ts'
import { readText } from '../../platform/http/limits.ts'
import { operation, operatorForm, operatorRoute } from '../../platform/http/openapi.ts'
import { check, readBody } from '../../platform/http/query.ts'
import { json, redirect } from '../../platform/http/respond.ts'
import { message } from '../../platform/language/message.ts'
import type { ImportDeps } from '../actions.ts'
import { mayBeAsked, SourceRefused, sourceName } from '../sources/index.ts'
import { changeSchedules, readSchedules, Schedule, ScheduleGiven } from './schedule.ts'

const MOST = 50
const List = z
  .object({ items: z.array(Schedule), total: z.int() })
  .meta({ id: 'ImportScheduleList' })
const id = {
  id: {
    description: 'Of the schedule',
    example: '0a1b2c3d',
    schema: { type: 'string', pattern: '^[0-9a-f]{8}$' },
  },
}

/** Schedules: for programs, and the forms of the page. */
export function scheduleRoutes(deps: ImportDeps) {
  const { imports, config } = deps
  return new Elysia({ name: 'schedules' })
    .use(access)
    .get(
      '/api/schedules',
      async ({ request }) => {
        const items = await shownSchedules(deps)
        return json(request, { items, total: items.length })
      },
      operation({
        name: 'listSchedules',
        summary: 'What is imported at moments, or whenever it changes',
        tag: 'Imports',
        answer: List,
      }),
    )
    .post(
      '/api/schedules',
      async ({ request }) => {
        const added = await add(readBody(ScheduleGiven, await readText(request)))
        return json(request, shown(config, added), { status: 201 })
      },
      operatorRoute({
        name: 'addSchedule',
        summary: 'Imports a source at moments from now on, or whenever its files change',
        tag: 'Imports',
        body: ScheduleGiven,
        answer: Schedule,
        status: 201,
        problems: [409, 422],
      }),
    )
    .post(
      '/api/schedules/:id/removal',
      async ({ request, params }) => json(request, shown(config, await remove(params.id))),
      operatorRoute({
        name: 'removeSchedule',
        summary: 'Ends a schedule; what it has imported stays',
        tag: 'Imports',
        path: id,
        answer: Schedule,
        problems: [404, 409],
      }),
    )
    .post(
      '/schedules',
      async ({ request }) => {
        const given = Object.fromEntries(new URLSearchParams(await readText(request)))
        const { query, errors } = check(ScheduleGiven, given)
        if (errors) throw refusal(422, errors)
        await add(query)
        return redirect('/imports#schedules')
      },
      operatorForm({
        tag: 'Imports',
        name: 'submitScheduleForm',
        summary: 'Adds a schedule from the page of imports, and leads back to it',
        body: ScheduleGiven,
        bodyAs: 'urlencoded',
        problems: [409, 422],
      }),
    )
    .post(
      '/schedules/:id/removal',
      async ({ params }) => {
        await remove(params.id)
        return redirect('/imports#schedules')
      },
      operatorForm({
        tag: 'Imports',
        name: 'submitScheduleRemovalForm',
        summary: 'Ends a schedule from the page of imports, and leads back to it',
        path: id,
        problems: [404, 409],
      }),
    )

  async function add({ source, ...given }: ScheduleGiven): Promise<Schedule> {
    const { cron = null, zone = 'UTC' } = given
    try {
      await mayBeAsked(source, config.importFolders)
    } catch (error) {
      if (error instanceof SourceRefused) throw new HttpError(422, error.words)
      throw error
    }
    if (cron === null && /^[a-z]+:/i.test(source)) {
      throw refusal(422, [
        {
          parameter: 'cron',
          message: message('is blank: only files can be watched, an address needs moments'),
        },
      ])
    }
    const added: Schedule = {
      ...{ id: crypto.randomUUID().slice(0, 8), source, cron, zone },
      ...{ created_at: new Date().toISOString(), last_run: null, last_import: null, seen: null },
    }
    const done = await changeSchedules(imports, (all) =>
      all.length < MOST ? { all: [...all, added], result: added } : null,
    )
    if (done === null) throw busy()
    return done
  }

  async function remove(wanted: string): Promise<Schedule> {
    const found = (await readSchedules(imports)).find((each) => each.id === wanted)
    if (!found) throw notFound(message('There is no schedule "{id}".', { id: wanted }))
    const done = await changeSchedules(imports, (all) => ({
      all: all.filter((each) => each.id !== wanted),
      result: found,
    }))
    if (done === null) throw busy()
    return done
  }
}

/** As anybody may see them. */
export async function shownSchedules({ imports, config }: Pick<ImportDeps, 'imports' | 'config'>) {
  return (await readSchedules(imports)).map((each) => shown(config, each))
}

/** An address without what opens a door. */
const shown = ({ importFolders }: ImportDeps['config'], schedule: Schedule): Schedule => ({
  ...schedule,
  source: sourceName([schedule.source], importFolders),
})

const busy = () =>
  new HttpError(409, message('Schedules are just being changed, or there are too many: ask again.'))
