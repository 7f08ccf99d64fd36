import { expect, test } from 'bun:test'
import { BOARDS } from '../../deploy/observability/dashboards.ts'
import { boardPicture, nameOf } from './board-picture.ts'

const board = {
  uid: 'of-a-test',
  title: 'Cars & <more>',
  rows: {
    Requests: [
      { title: 'By route', unit: 'reqps', queries: { '{{route}}': 'a', all: 'b' } },
      { title: 'Errors', unit: 'percentunit', queries: { share: 'c' } },
    ],
  },
}
const [byRoute] = board.rows.Requests
if (!byRoute) throw new Error('no panel')
const line = (route: string, ...values: string[]) => ({
  metric: { route },
  values: values.map((value, at): [number, string] => [at, value]),
})
const answers = new Map([
  [nameOf(byRoute, '{{route}}'), [line('/cars', '0', '5', '10'), line('/<b>', 'NaN', '10', '2')]],
])

test('a board is drawn to the scale of its highest value, names its lines and says what has no data', () => {
  const svg = boardPicture(board, answers)
  expect(svg).toContain('Cars &#38; &#60;more&#62;')
  expect(svg).toContain('up to 10 a second')
  expect(svg).toContain('points="12.0,166.0 190.0,114.0 368.0,62.0"')
  // What is no number is left out.
  expect(svg).toContain('points="190.0,62.0 368.0,145.2"')
  expect(svg).toContain('/cars 10 a second')
  expect(svg).toContain('/&#60;b&#62; 2 a second')
  expect(svg.match(/no data/g)).toHaveLength(1)
})

test('every board that is provisioned has its picture in the documentation', async () => {
  const document = await Bun.file(`${import.meta.dir}/../../docs/observability.md`).text()
  for (const { uid, title, rows } of BOARDS) {
    expect(document).toContain(`(pictures/boards/${uid}.svg)`)
    const picture = await Bun.file(
      `${import.meta.dir}/../../docs/pictures/boards/${uid}.svg`,
    ).text()
    expect(picture).toContain(`aria-label="${title}"`)
    for (const panel of Object.values(rows).flat()) expect(picture).toContain(`>${panel.title}<`)
    expect(picture).not.toContain('no data')
  }
})
