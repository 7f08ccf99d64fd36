import type { ImportLedger } from '../../snapshots/ledger.ts'
import type { CarFile, Reader } from '../reading/inspect.ts'
import type { ImportSettings } from './settings.ts'

const SAMPLE_CURRENCY = 'INR'

type Said = Pick<
  ImportSettings,
  'sources' | 'currency' | 'distanceUnit' | 'rulePack' | 'answers' | 'profile'
>

/** What a source is read by: the market, what a person says, and what is kept for its header. */
export function readerOf(said: Said, ledger: ImportLedger): Reader {
  const { distanceUnit: unit, rulePack: pack, answers = {}, profile } = said
  // The bundled sample is shown under any settings: nothing of it is asked about. Where the settings are its own it is read
  // as the same file by its path is, so that one changes nothing after the other.
  const isSample = said.sources.every((source) => source === 'sample')
  const currency = said.currency ?? null
  return {
    market: { currency: isSample && currency !== SAMPLE_CURRENCY ? null : currency, unit, pack },
    answers,
    profile: async (fingerprint) => profile ?? (await ledger.profile(fingerprint)),
  }
}

/** What a person said of a file holds for the next one with its header. */
export async function keepWhatWasSaid(
  files: readonly CarFile[],
  { answers = {}, profile }: Said,
  ledger: ImportLedger,
): Promise<void> {
  if (Object.keys(answers).length === 0 && profile === undefined) return
  for (const { reading } of files) await ledger.keepProfile(reading.profile)
}
