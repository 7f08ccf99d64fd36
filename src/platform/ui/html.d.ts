declare namespace JSX {
  /** Microdata, which kitajs does not type. */
  interface HtmlTag {
    itemscope?: boolean
    itemtype?: string
    itemprop?: string
  }
}
