declare module 'negotiator' {
  export default class Negotiator {
    constructor(request: { headers: Record<string, string> })
    /** The best of `available` that the client takes; among equals the first of `preferred` */
    encoding(available: string[], options: { preferred: string[] }): string | undefined
  }
}
