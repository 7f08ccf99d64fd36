// Imported `with { type: 'file' }`: the value is the file's path.
declare module '*.ttf' {
  const path: string
  export default path
}
declare module '*.wasm' {
  const path: string
  export default path
}
