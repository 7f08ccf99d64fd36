document.addEventListener('htmx:before:process', (event) => {
  if (event.target !== document.body) return
  event.preventDefault()
  for (const part of document.querySelectorAll('[hx-get]')) setTimeout(() => htmx.process(part))
})
