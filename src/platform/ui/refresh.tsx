/** Asks for a page again after a while where no scripts run. */
export function Refresh({ seconds }: { seconds: number | undefined }) {
  if (seconds === undefined) return null
  return (
    <noscript>
      <meta http-equiv="refresh" content={String(seconds)} />
    </noscript>
  )
}
