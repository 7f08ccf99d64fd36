import regular from '@expo-google-fonts/ibm-plex-sans/400Regular/IBMPlexSans_400Regular.ttf' with {
  type: 'file',
}
import semiBold from '@expo-google-fonts/ibm-plex-sans/600SemiBold/IBMPlexSans_600SemiBold.ttf' with {
  type: 'file',
}

export type Fonts = { regular: Uint8Array; bold: Uint8Array }

let loaded: Promise<Fonts> | undefined

/** The fonts that every PDF has a part of in it: the standard ones have neither ₹ nor the narrow space of French. */
export function loadFonts(): Promise<Fonts> {
  loaded ??= Promise.all([Bun.file(regular).bytes(), Bun.file(semiBold).bytes()]).then(
    ([plain, bold]) => ({ regular: plain, bold }),
  )
  return loaded
}
