/** Where the states lie to each other, as equal tiles: an own sketch, in which neighbours touch as far as squares can. */
const SKETCH = `
.. JK LA .. .. .. .. ..
.. PB HP .. .. .. .. ..
CH HR UK .. SK .. .. AR
RJ DL UP BR WB ML AS NL
GJ MP CG JH .. TR MZ MN
DD MH TG OD .. .. .. ..
GA KA AP .. .. .. .. ..
LD KL TN PY .. AN .. ..`

export const stateMap: readonly (readonly string[])[] = SKETCH.trim()
  .split('\n')
  .map((row) => row.split(' ').map((code) => code.replace('..', '')))
