import type { Children } from '@kitajs/html'

export type Column = { label: string; num?: boolean; hidden?: boolean }
export type Cell = { text: string; href?: string; sub?: string; code?: boolean }

/** A frame in which a wide table can be scrolled, by keyboard too. */
export function Scroll({ label, children }: { label: string; children?: Children }) {
  return (
    <div class="scroll" tabindex="0" role="group" aria-label={label}>
      {children}
    </div>
  )
}

export function HeadRow({ columns }: { columns: Column[] }) {
  return (
    <thead>
      <tr>
        {columns.map(({ label, num, hidden }) => (
          <th scope="col" class={[num && 'num', hidden && 'bar']}>
            {hidden ? (
              <span class="hidden" safe>
                {label}
              </span>
            ) : (
              <span safe>{label}</span>
            )}
          </th>
        ))}
      </tr>
    </thead>
  )
}

/** A table of text in which the first cell of a row names it. */
export function DataTable({
  caption,
  columns,
  rows,
}: {
  caption: string
  columns: Column[]
  rows: Cell[][]
}) {
  return (
    <Scroll label={caption}>
      <table>
        <caption safe>{caption}</caption>
        <HeadRow columns={columns} />
        <tbody>
          {rows.map((cells) => (
            <tr>
              {cells.map((cell, at) =>
                at === 0 ? (
                  <th scope="row">
                    <Content cell={cell} />
                  </th>
                ) : columns[at]?.num && isPlain(cell) ? (
                  // A figure alone needs no element of its own: a page may have a thousand.
                  <td class="num" safe>
                    {cell.text}
                  </td>
                ) : (
                  <td class={[columns[at]?.num && 'num']}>
                    <Content cell={cell} />
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  )
}

const isPlain = ({ href, sub, code }: Cell): boolean => !href && !sub && !code

function Content({ cell: { text, href, sub, code } }: { cell: Cell }) {
  return (
    <>
      {href ? (
        <a href={href} safe>
          {text}
        </a>
      ) : code ? (
        <code safe>{text}</code>
      ) : (
        <span safe>{text}</span>
      )}
      {sub ? (
        <span class="sub" safe>
          {sub}
        </span>
      ) : null}
    </>
  )
}
