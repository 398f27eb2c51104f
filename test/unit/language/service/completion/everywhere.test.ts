import { expect, test } from 'vitest';
import type { Fields, Schema } from '../../../../../src/schema/schema';
import { labels } from '../caret';
import { WRITINGS, titleOf, valuePlaces } from '../schemaPlaces';

/** What has to be offered as a value, by the beginnings of labels; the rest is at liberty. */
function namesOf(schema: Schema, writing: string): readonly string[] {
  switch (schema.kind) {
    case 'boolean':
      return writing === 'json' ? [] : ['true', 'false'];
    case 'number':
      return schema.default === undefined || writing === 'json' ? [] : [String(schema.default)];
    case 'enum':
      return Object.keys(schema.values);
    case 'choice':
      return Object.keys(schema.entries);
    case 'forms':
      return schema.forms.flatMap((form) => namesOf(form, writing));
    default:
      return [];
  }
}

/** Some hundred configs are read. */
const LONG = { timeout: 60_000 };

const PLACES = valuePlaces().filter(({ path }) => path.length > 0);
const KINDS: readonly Schema['kind'][] = [
  'boolean',
  'number',
  'string',
  'enum',
  'list',
  'object',
  'map',
  'choice',
  'forms',
];

test('the walk sees every kind of value, and the whole config', () => {
  expect(new Set(PLACES.map(({ schema }) => schema.kind))).toEqual(new Set(KINDS));
  expect(PLACES.length).toBeGreaterThan(500);
});

test.each(WRITINGS)('wherever names are possible they are offered: %s', LONG, async (writing, write) => {
  const missed: string[] = [];
  for (const place of PLACES) {
    const wanted = namesOf(place.schema, writing);
    const offered = wanted.length === 0 ? [] : await labels(write(place.path, '|'));
    const absent = wanted.filter((name) => !offered.some((label) => label.split(':')[0] === name));
    if (absent.length > 0) missed.push(`${titleOf(place)}: ${absent.join(', ')}`);
  }
  expect(missed).toEqual([]);
});

/** Mappings with fixed keys: of objects, and of the parameters of each entry of a choice. */
const MAPPINGS = PLACES.flatMap(({ path, schema }): { path: typeof path; fields: Fields }[] => {
  if (schema.kind === 'object') return [{ path, fields: schema.fields }];
  if (schema.kind !== 'choice') return [];
  return Object.entries(schema.entries).flatMap(([name, { content, parameters }]) =>
    content === undefined && Object.keys(parameters).length > 0
      ? [{ path: [...path, name], fields: parameters }]
      : [],
  );
});

test('wherever keys are possible all of them are offered', LONG, async () => {
  const missed: string[] = [];
  for (const { path, fields } of MAPPINGS)
    for (const [writing, write] of WRITINGS) {
      const marked =
        writing === 'json'
          ? write(path, '|').replace('"|"', '{ "|" }')
          : write(path, writing === 'flow' ? '{ | }' : `\n${'  '.repeat(path.length)}|`);
      const offered = await labels(marked);
      const absent = Object.keys(fields).filter((key) => !offered.includes(key));
      if (absent.length > 0) missed.push(`${writing} ${path.join('.')}: ${absent.join(', ')}`);
    }
  expect(missed).toEqual([]);
});
