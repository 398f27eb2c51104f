import { initWasm, Resvg } from '@resvg/resvg-wasm';
import { FONT_INDEX, fontsFor } from './fonts';
import type { FontFile } from './fonts';

/** Reads a file of `dist`, by its path there. */
export type ReadProductFile = (path: string) => Promise<Uint8Array>;

/** @returns the picture as a PNG file; undefined when it has characters that our fonts lack, as those of Chinese */
export type Rasterize = (svg: string) => Promise<Uint8Array | undefined>;

/** Pixels for each unit of the picture, as in the panel's own export. */
const SCALE = 2;
const FAMILY = 'DejaVu Sans';

let library: Promise<void> | undefined;

/** Draws SVG documents without a browser, by resvg, with fonts that come with InitScope: alike on every machine. */
export async function openRasterizer(read: ReadProductFile): Promise<Rasterize> {
  await (library ??= read('pictures/resvg.wasm').then((bytes) => initWasm(new Uint8Array(bytes))));
  const index = JSON.parse(Buffer.from(await read(`pictures/fonts/${FONT_INDEX}`)).toString()) as FontFile[];
  const loaded = new Map<FontFile, Promise<Uint8Array>>();
  const load = (font: FontFile): Promise<Uint8Array> => {
    const bytes = loaded.get(font) ?? read(`pictures/fonts/${font.name}`);
    loaded.set(font, bytes);
    return bytes;
  };
  return async (svg) => {
    // outside of its texts a document of ours holds nothing that they do not
    const fonts = fontsFor(svg, index);
    if (fonts === undefined) return undefined;
    const document = new Resvg(svg, {
      fitTo: { mode: 'zoom', value: SCALE },
      font: {
        fontBuffers: await Promise.all(fonts.map(load)),
        defaultFontFamily: FAMILY,
        sansSerifFamily: FAMILY,
      },
    });
    const image = document.render();
    const png = image.asPng();
    image.free();
    document.free();
    return png;
  };
}
