/** The source may not be read by whoever asks. */
export class SourceRefused extends Error {
  override name = 'SourceRefused'
}
