import { isOurs, markedPng, markedSvg } from './ours';
import type { ReportPicture } from './pictures';
import type { Rasterize } from './rasterize';

export interface PictureFile {
  readonly picture: ReportPicture;
  readonly name: string;
  readonly content: Uint8Array;
}

/** What is in a file beside the page, by its name: undefined when there is none, empty when it cannot be read. */
export type ReadBeside = (name: string) => Promise<Uint8Array | undefined>;

/**
 * Pictures as files beside a page: PNG, or SVG where the text of one needs fonts that only its reader may have. They are
 * named after the page. What reports have made before is replaced; of a name that another file has, the next that is
 * free is taken.
 */
export async function pictureFiles(
  pictures: readonly ReportPicture[],
  page: string,
  { rasterize, beside }: { readonly rasterize: Rasterize; readonly beside: ReadBeside },
): Promise<readonly PictureFile[]> {
  const files: PictureFile[] = [];
  for (const picture of pictures) {
    const png = await rasterize(picture.svg);
    const stem = `${page.replace(/\.md$/, '')}-${picture.id}`;
    files.push({
      picture,
      name: await freeName(stem, png === undefined ? 'svg' : 'png', beside),
      content: png === undefined ? markedSvg(picture.svg) : markedPng(png),
    });
  }
  return files;
}

async function freeName(stem: string, extension: string, beside: ReadBeside): Promise<string> {
  for (let number = 1; ; number++) {
    const name = `${stem}${number === 1 ? '' : `-${number}`}.${extension}`;
    const there = await beside(name);
    if (there === undefined || isOurs(there)) return name;
  }
}
