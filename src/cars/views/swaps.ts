import type { Swap } from '../../platform/ui/lists.tsx'

/*
 * #cars takes its own answers. Filters, heads and pages are morphed into place, which keeps the focus and what
 * is ticked. A link that changes a filter replaces the part whole: morphing does not untick what a reader ticked.
 */
export const morph: Swap = (href) => ({ 'hx-get': href, 'hx-swap': 'outerMorph' })
export const morphToTop: Swap = (href) => ({ 'hx-get': href, 'hx-swap': 'outerMorph show:top' })
export const replace: Swap = (href) => ({ 'hx-get': href, 'hx-swap': 'outerHTML' })
