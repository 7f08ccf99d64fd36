import { existsSync } from 'node:fs'
import { chromium } from 'playwright'

/** What a browser that may not reach out needs, and what a container needs. */
export const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
const USUAL = [
  process.env.CHROMIUM ?? '',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/** A Chromium that is here, else Playwright's own, downloaded once. */
export async function findChromium(): Promise<{ path: string | null; why: string }> {
  const here = [...USUAL, chromium.executablePath()].find((path) => path !== '' && existsSync(path))
  if (here) return { path: here, why: '' }
  const install = Bun.spawn([process.execPath, 'x', 'playwright', 'install', 'chromium'], {
    stdout: 'ignore',
    stderr: 'ignore',
  })
  const installed = (await install.exited) === 0 && existsSync(chromium.executablePath())
  return installed
    ? { path: chromium.executablePath(), why: '' }
    : { path: null, why: 'no Chromium here, and `playwright install chromium` could not bring one' }
}
