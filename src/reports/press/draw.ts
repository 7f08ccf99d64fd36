import { initWasm, Resvg } from '@resvg/resvg-wasm'
import program from '@resvg/resvg-wasm/index_bg.wasm' with { type: 'file' }
import { loadFonts } from '../pdf/fonts.ts'

let ready: Promise<void> | undefined

/** A picture as PNG, with the two fonts that the PDF files have. It takes the loop for some 100 ms. */
export async function drawn(svg: string): Promise<Uint8Array<ArrayBuffer>> {
  ready ??= Bun.file(program)
    .arrayBuffer()
    .then((bytes) => initWasm(bytes))
  await ready
  const { regular, bold } = await loadFonts()
  const picture = new Resvg(svg, {
    font: { fontBuffers: [regular, bold], defaultFontFamily: 'IBM Plex Sans' },
  })
  try {
    return new Uint8Array(picture.render().asPng())
  } finally {
    picture.free()
  }
}
