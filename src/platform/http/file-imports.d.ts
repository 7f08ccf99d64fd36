// Imported `with { type: 'file' }`: the value is the file's path.
declare module '*.css' {
  const path: string
  export default path
}
declare module '*.svg' {
  const path: string
  export default path
}
declare module '*.js' {
  const path: string
  export default path
}
declare module '*.csv' {
  const path: string
  export default path
}
