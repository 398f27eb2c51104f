import { existsSync } from 'node:fs';
import { expect, it } from 'vitest';
import { GALLERY, pictureOf } from '../../../scripts/examples/gallery';
import { exampleNames } from '../../../src/experiment/templates';

const shown = GALLERY.flatMap(({ examples }) => Object.keys(examples));

it('every example is described once, with what is to be run before it', () => {
  expect([...shown].sort()).toEqual([...exampleNames].sort());
  for (const { first } of GALLERY.flatMap(({ examples }) => Object.values(examples)))
    if (first !== undefined) expect(exampleNames).toContain(first);
});

it.each(shown)('%s has a picture', (name) => {
  expect(existsSync(new URL(`../../../docs/${pictureOf(name)}`, import.meta.url))).toBe(true);
});
