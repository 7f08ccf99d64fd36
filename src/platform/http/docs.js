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

window.ui = SwaggerUIBundle({
  url: '/openapi.json',
  dom_id: '#swagger-ui',
  plugins: [OnOurPage],
  layout: 'OnOurPage',
  tryItOutEnabled: true,
  validatorUrl: null,
  defaultModelsExpandDepth: 0,
})
