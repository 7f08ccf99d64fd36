/*
 * `bun deploy/release-notes.ts VERSION`: prints what CHANGELOG.md says about a version; exit 1 when it says nothing.
 */
import { join } from 'node:path'

/** The section of a version in a changelog of the form Keep a Changelog, without its heading; null when there is none. */
export function releaseNotes(changelog: string, version: string): string | null {
  const sections = changelog.split(/^## /m).slice(1)
  const section = sections.find((text) => text.startsWith(`[${version}]`))
  const notes = section
    ?.split('\n')
    .slice(1)
    .filter((line) => !/^\[[^\]]+\]: /.test(line))
    .join('\n')
    .trim()
  return notes ? notes : null
}

if (import.meta.main) {
  const version = process.argv[2] ?? ''
  const changelog = await Bun.file(join(import.meta.dir, '../CHANGELOG.md')).text()
  const notes = releaseNotes(changelog, version)
  if (notes === null) {
    console.error(`CHANGELOG.md has no section with notes for version ${version || '(none given)'}`)
    process.exit(1)
  }
  console.log(notes)
}
