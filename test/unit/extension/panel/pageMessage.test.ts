import { expect, test } from 'vitest';
import { asPageMessage, runFolderOf } from '../../../../src/extension/panel/pageMessage';

test.each([
  { type: 'ready', version: 1 },
  { type: 'handled' },
  { type: 'ping' },
  { type: 'control', action: 'stop' },
  { type: 'explain', rule: 'deadUnits' },
  { type: 'operations' },
  { type: 'open', folder: '/w/r2' },
])('takes $type', (message) => {
  expect(asPageMessage(message)).toEqual(message);
});

test.each([
  [undefined],
  ['ready'],
  [{}],
  [{ type: 'ready' }],
  [{ type: 'control', action: 'format disk' }],
  [{ type: 'control', action: 'toString' }],
  [{ type: 'explain', rule: '../../secrets' }],
  [{ type: 'open', folder: 1 }],
])('refuses %j', (message) => {
  expect(asPageMessage(message)).toBeUndefined();
});

test('keeps nothing that the contract does not name', () => {
  expect(asPageMessage({ type: 'control', action: 'pause', extra: 1 })).toEqual({
    type: 'control',
    action: 'pause',
  });
});

test('finds the run of a restored page, and none in a state it did not write', () => {
  expect(runFolderOf({ runFolder: '/w/r1' })).toBe('/w/r1');
  for (const state of [undefined, null, 'x', {}, { runFolder: 3 }, { runFolder: '' }])
    expect(runFolderOf(state)).toBeUndefined();
});
