/** What a MongoDB on this machine may fail of. @param release as uname says it: 6.19.2-generic */
export function aboutKernel(release: string): string {
  const [major = 0, minor = 0] = release.split('.').map((part) => Number.parseInt(part, 10))
  const isAffected = major > 6 || (major === 6 && minor >= 19)
  return isAffected
    ? `. MongoDB 8.0 does not start on Linux ${release} without GLIBC_TUNABLES=glibc.pthread.rseq=1 (SERVER-121912)`
    : ''
}
