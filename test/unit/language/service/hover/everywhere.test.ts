import { expect, test } from 'vitest';
import { hoverAt } from '../../../../../src/language/service/hover/hover';
import { caret } from '../caret';
import { stateOf } from '../fixtures';
import { WRITINGS, valuePlaces } from '../schemaPlaces';
import type { ValuePlace } from '../schemaPlaces';

function shown(marked: string): string {
  const { text, offset } = caret(marked);
  const contents = hoverAt(stateOf(text), offset)?.contents;
  return contents === undefined ? '' : (contents as { value: string }).value;
}

/** The documentation's first words: what follows may be set otherwise in a hover. */
const opening = (doc: string): string => doc.slice(0, 40);

/** Some hundred configs are read. */
const LONG = { timeout: 60_000 };

const PLACES = valuePlaces().filter(({ path }) => path.length > 0);

/** Places whose names mean something: entries of registries and words to choose from. */
const NAMED = PLACES.flatMap(
  ({ path, schema }): { path: ValuePlace['path']; name: string; doc: string }[] => {
    if (schema.kind === 'enum')
      return Object.entries<string>(schema.values).map(([name, doc]) => ({ path, name, doc }));
    if (schema.kind !== 'choice') return [];
    return Object.entries(schema.entries).map(([name, { doc }]) => ({ path, name, doc }));
  },
);

test.each(WRITINGS)('every name that may be written explains itself: %s', LONG, (_, write) => {
  const silent = NAMED.filter(
    ({ path, name, doc }) => !shown(write(path, `|${name}`)).includes(opening(doc)),
  );
  expect(silent.map(({ path, name }) => `${path.join('.')}: ${name}`)).toEqual([]);
});

test('every key that may be written explains itself', LONG, () => {
  const keys = PLACES.filter(
    ({ path, schema }) => path.at(-1) !== 0 && path.at(-1) !== 'dense_1' && schema.doc !== '',
  );
  const [, write] = WRITINGS.find(([writing]) => writing === 'flow')!;
  const silent = keys.filter(({ path }) => {
    const text = write(path, '1');
    const key = String(path.at(-1));
    return shown(text.replace(`${key}: 1`, () => `|${key}: 1`)) === '';
  });
  expect(silent.map(({ path }) => path.join('.'))).toEqual([]);
});
