// Starts Swagger UI on our own document; a file of its own, as the policy allows no inline script.

/** Operations and schemas alone: the page around them has the title, and its only <main>. */
const OnOurPage = ({ React }) => ({
  components: {
    OnOurPage: ({ getComponent }) =>
      React.createElement(
        'div',
        { className: 'swagger-ui' },
        React.createElement(getComponent('operations', true)),
        React.createElement(getComponent('Models', true)),
      ),
  },
})

/** What Swagger UI leaves out: the names of its fields, and the keyboard's way to examples that scroll. */
function complete() {
  for (const field of page.querySelectorAll('td :is(input, select, textarea):not([aria-label])')) {
    const row = field.closest('tr')
    field.setAttribute('aria-label', row.dataset.paramName ?? row.cells[0].textContent)
  }
  for (const field of page.querySelectorAll('.opblock-section-request-body textarea'))
    field.setAttribute('aria-label', 'Request body')
  for (const example of page.querySelectorAll('pre:not([tabindex])')) example.tabIndex = 0
  for (const table of page.querySelectorAll('table[role=region]')) table.removeAttribute('role')
}

const page = document.getElementById('swagger-ui')
new MutationObserver(complete).observe(page, { childList: true, subtree: true })

// Swagger UI keeps the focus where it is when the address gets a fragment.
document.querySelector('.skip').addEventListener('click', () => {
  document.getElementById('main').focus()
})

window.ui = SwaggerUIBundle({
  url: '/openapi.json',
  dom_id: '#swagger-ui',
  plugins: [OnOurPage],
  layout: 'OnOurPage',
  tryItOutEnabled: true,
  validatorUrl: null,
  // Its colours are for one ground alone, and are written into each element.
  syntaxHighlight: { activated: false },
  defaultModelsExpandDepth: 0,
})
