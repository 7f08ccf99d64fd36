// Imported `with { type: 'text' }`: the value is what the file says.
declare module '*.txt' {
  const text: string
  export default text
}
