import { fileURLToPath } from 'node:url'

/** Inside a compiled binary modules are named from the folder of its entry points. */
const isCompiled = Bun.embeddedFiles.length > 0

/** The address of a module of src/ as a worker. The Dockerfile names each of them when it compiles the binary. */
export const workerAddress = (path: string): string =>
  isCompiled ? `./${path}` : new URL(`../${path}`, import.meta.url).href

/** How to start a program of src/ as a process of its own: the binary starts itself, with a command that main.ts knows. */
export const programAt = (path: string, command: string): string[] =>
  isCompiled
    ? [process.execPath, command]
    : [process.execPath, fileURLToPath(new URL(`../${path}`, import.meta.url))]
