// Thumbs over the bars of a filter. Each fills in the field beside it, and the form sends that field as ever.

const written = (value, locale) => (locale ? Number(value).toLocaleString(locale) : value)

document.addEventListener('input', ({ target: thumb }) => {
  const frame = thumb.closest('.thumbs')
  if (!frame) return
  const [least, most] = frame.children
  const step = Number(thumb.step)
  const isLeast = thumb === least
  // A thumb stops before the other: they never cross, and never cover each other.
  thumb.value = isLeast
    ? Math.min(least.value, most.value - step)
    : Math.max(most.value, Number(least.value) + step)
  const { locale, words, any, less } = frame.dataset
  const isFree = thumb.value === (isLeast ? thumb.min : thumb.max)
  const value = isFree ? '' : written(thumb.value - (isLeast ? 0 : less), locale)
  document.getElementById(thumb.id.replace('-thumb', '')).value = value
  thumb.setAttribute('aria-valuetext', isFree ? any : words.replace('{n}', value))
})

// Morphing leaves a thumb that was moved where it is, also when the field says something else by now.
document.addEventListener('htmx:after:swap', () => {
  for (const thumb of document.querySelectorAll('.thumbs input:not(:active)'))
    thumb.value = thumb.defaultValue
})
