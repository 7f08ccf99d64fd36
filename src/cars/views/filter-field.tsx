import type { Children } from '@kitajs/html'
import type { CarQuery } from '../../listing/query.ts'
import type { StateNames } from '../../listing/words.ts'
import type { FieldError } from '../../platform/http/errors.ts'
import { type Message, say } from '../../platform/language/message.ts'
import type { Facets } from '../../snapshots/read.ts'

/** What a reader typed, by parameter: shown again where it was refused. */
export type Entered = Partial<Record<string, string>>

export type FiltersProps = {
  query: CarQuery
  facets: Facets
  states: StateNames
  errors: FieldError[]
  entered: Entered
  /** The address of the list as it is filtered now */
  shownAt: string
  /** How many filters are active */
  active: number
}

export const messageOf = (errors: FieldError[], name: string) =>
  errors.find(({ parameter }) => parameter === name)?.message

export function Wrong({ id, message }: { id: string; message: Message | undefined }) {
  if (message === undefined) return null
  return (
    <p class="wrong" id={id} safe>
      {say(message)}
    </p>
  )
}

/** Ties a field to what is wrong with it. */
export const refused = (name: string, message: Message | undefined) =>
  message === undefined
    ? {}
    : { 'aria-invalid': 'true' as const, 'aria-describedby': `${name}-wrong` }

/** What one part of the filter is chosen by, under its name. */
export function Facet({
  id,
  label,
  open,
  children,
}: {
  id: string
  label: string
  open: boolean
  children: Children
}) {
  return (
    <details class="facet" id={`facet-${id}`} open={open}>
      <summary safe>{label}</summary>
      <fieldset>
        <legend class="hidden" safe>
          {label}
        </legend>
        {children}
      </fieldset>
    </details>
  )
}
