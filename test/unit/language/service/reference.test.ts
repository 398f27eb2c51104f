import { afterAll, beforeAll, expect, test } from 'vitest';
import { entryDoc, schemaDoc } from '../../../../src/language/service/completion/documentation';
import { english, translateWith, translator } from '../../../../src/shared/l10n';
import { KOREAN, englishIn } from '../../korean';
import { complete } from './caret';
import { valuePlaces } from './schemaPlaces';

beforeAll(() => translateWith(translator(KOREAN)));
afterAll(() => translateWith(english));

/** Names of papers and formulas are the same in every language. */
const prose = (doc: string): string => doc.replace(/^출처: .*$|`[^`]*`/gm, '');

test('what keys, values and entries of registries are is told in the language of the editor', () => {
  const schemas = valuePlaces().map(({ schema }) => schema);
  const docs = schemas.flatMap((schema) => [
    schemaDoc(schema),
    ...(schema.kind === 'choice' ? Object.values(schema.entries).map(entryDoc) : []),
  ]);
  expect(docs.length).toBeGreaterThan(800);
  expect(docs.filter((doc) => !/[가-힣]/.test(doc) || englishIn(prose(doc)).length > 0)).toEqual([]);
});

test.each([
  ['keys', 'training:\n  |'],
  ['entries', 'model:\n  activation: |'],
  ['entries of a list', 'initializers:\n  - |'],
  ['values', 'engine: |'],
  ['names that can be swept', 'sweep:\n  |'],
  ['a default', 'training:\n  batchSize: |'],
  ['true and false', 'model:\n  layers:\n    - dense: { units: 3, useBias: | }'],
  ['templates', '|'],
])('completions of %s are told in the language of the editor', async (_, marked) => {
  const items = await complete(marked);
  expect(items.length).toBeGreaterThan(0);
  for (const { label, detail = '가', documentation } of items) {
    const { value } = documentation as { value: string };
    const [doc = ''] = value.split('```');
    expect(prose(doc), label).toMatch(/[가-힣]/);
    expect([...englishIn(prose(doc)), ...englishIn(detail)], label).toEqual([]);
  }
});
