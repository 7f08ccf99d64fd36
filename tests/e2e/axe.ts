import axe from 'axe-core'
import type { Page } from 'playwright'

type Violation = { rule: string; impact: string; elements: string[] }

/** Runs axe on what the page shows: WCAG 2.2 AA and its best practices. */
export async function violationsOf(page: Page): Promise<Violation[]> {
  await page.evaluate(axe.source)
  return page.evaluate(async () => {
    // biome-ignore lint/suspicious/noExplicitAny: axe puts itself on the window
    const { violations } = await (window as any).axe.run(document)
    // biome-ignore lint/suspicious/noExplicitAny: as above
    return violations.map(({ id, impact, nodes }: any) => ({
      rule: id,
      impact,
      // biome-ignore lint/suspicious/noExplicitAny: as above
      elements: nodes.map(({ html }: any) => html.slice(0, 160)).slice(0, 5),
    }))
  })
}
