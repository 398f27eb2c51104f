import { expect, test } from 'vitest';
import { isOurs } from '../../../src/report/ours';
import { pictureFiles } from '../../../src/report/pictureFiles';
import type { ReportPicture } from '../../../src/report/pictures';

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);
const picture = (id: string, svg: string): ReportPicture => ({
  id,
  svg,
  tab: 'overview',
  title: id,
  summary: id,
});
const PICTURES = [picture('loss', '<svg>loss</svg>\n'), picture('more', '<svg>损失</svg>\n')];

/** The pictures beside a page in a folder, where every picture but those in Chinese can be drawn. */
const inFolder = (folder: ReadonlyMap<string, Uint8Array>): ReturnType<typeof pictureFiles> =>
  pictureFiles(PICTURES, 'my run.md', {
    rasterize: (svg) => Promise.resolve(svg.includes('损') ? undefined : PNG),
    beside: (name) => Promise.resolve(folder.get(name)),
  });

test('names pictures after the page, and leaves SVG what cannot be drawn', async () => {
  const files = await inFolder(new Map());
  expect(files.map(({ name }) => name)).toEqual(['my run-loss.png', 'my run-more.svg']);
  expect(Buffer.from(files[1]?.content ?? []).toString()).toContain('<svg>损失</svg>');
});

test('marks a PNG with a chunk that leaves the rest as it was', async () => {
  const [file] = await inFolder(new Map());
  const content = Buffer.from(file?.content ?? []);
  expect(content.subarray(0, 33)).toEqual(PNG.subarray(0, 33));
  expect(content.subarray(-(PNG.length - 33))).toEqual(PNG.subarray(33));
  expect(content.readUInt32BE(33)).toBe('Software\0InitScope'.length);
});

test('replaces the pictures of an earlier report, and no other file', async () => {
  const earlier = new Map((await inFolder(new Map())).map(({ name, content }) => [name, content]));
  expect([...earlier.values()].every(isOurs)).toBe(true);
  expect((await inFolder(earlier)).map(({ name }) => name)).toEqual([...earlier.keys()]);

  const theirs = new Map<string, Uint8Array>([
    ['my run-loss.png', PNG],
    ['my run-loss-2.png', new Uint8Array()],
    ['my run-more.svg', Buffer.from('<svg/>')],
  ]);
  expect((await inFolder(theirs)).map(({ name }) => name)).toEqual([
    'my run-loss-3.png',
    'my run-more-2.svg',
  ]);
});
