import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { bringFonts } from './bringFonts';

/** Brings what reports draw pictures with to a folder of the product: resvg and the fonts. */
export async function bringPictures(product: string): Promise<void> {
  await Promise.all([
    cp('node_modules/@resvg/resvg-wasm/index_bg.wasm', join(product, 'pictures', 'resvg.wasm')),
    bringFonts(join(product, 'pictures', 'fonts')),
  ]);
}
