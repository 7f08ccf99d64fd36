import type { FieldError } from '../../platform/http/errors.ts'
import { count } from '../../platform/language/format.ts'
import { say, t } from '../../platform/language/message.ts'
import { Block } from '../../platform/ui/parts.tsx'

type Props = { mostBytes: number; source?: string; errors?: FieldError[] }

/** Where a list comes from: a file that is dropped or chosen, a text that is pasted, or a source that the server reads. */
export function StartForm({ mostBytes, source = '', errors = [] }: Props) {
  const wrong = (name: string) => errors.find(({ parameter }) => parameter === name)?.message
  const inSource = wrong('source')
  const inFile = wrong('file')
  return (
    <Block id="start" title={t('Import a list')}>
      <form class="sources" action="/imports" method="post" enctype="multipart/form-data">
        <div class="field drop">
          <label for="file" safe>
            {t('Files from this device: choose them, or drop them here')}
          </label>
          <input id="file" name="file" type="file" multiple {...described('file', inFile)} />
          <p class="small soft" safe>
            {t('CSV, Excel, JSON, Parquet or Arrow, also in gzip or zip; up to {n} MB.', {
              n: count(Math.round(mostBytes / 1_000_000)),
            })}
          </p>
          <Wrong of="file" message={inFile} />
        </div>
        <div class="field">
          <label for="source" safe>
            {t('Or an address, or a path as the server sees it')}
          </label>
          <input
            id="source"
            name="source"
            maxlength="2000"
            value={source}
            {...described('source', inSource)}
          />
          <p class="small soft" safe>
            {t(
              'http and https, s3://BUCKET/PREFIX, kaggle:OWNER/DATASET, or a pattern such as data/*.csv',
            )}
          </p>
          <Wrong of="source" message={inSource} />
        </div>
        <details>
          <summary safe>{t('Or paste a list')}</summary>
          <div class="field">
            <label for="text" safe>
              {t('Rows with their header, as copied from a spreadsheet')}
            </label>
            <textarea id="text" name="text" rows="6" spellcheck="false"></textarea>
          </div>
        </details>
        <p class="actions">
          <button class="button main" type="submit" name="preview" value="on" safe>
            {t('Look at it first')}
          </button>{' '}
          <button class="button" type="submit" safe>
            {t('Start the import')}
          </button>
        </p>
      </form>
      <p class="small soft" safe>
        {t(
          'The same file again changes nothing. A file that is no list of cars is refused before anything changes.',
        )}
      </p>
    </Block>
  )
}

const described = (name: string, message?: FieldError['message']) =>
  message ? { 'aria-invalid': 'true' as const, 'aria-describedby': `${name}-wrong` } : {}

function Wrong({ of, message }: { of: string; message: FieldError['message'] | undefined }) {
  if (!message) return null
  return (
    <p class="wrong" id={`${of}-wrong`} safe>
      {say(message)}
    </p>
  )
}
