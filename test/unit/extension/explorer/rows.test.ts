import { expect, test } from 'vitest';
import type { Node } from '../../../../src/extension/explorer/node';
import { ICONS } from '../../../../src/extension/explorer/node';
import { Rows } from '../../../../src/extension/explorer/rows';

const node = (id: string, description = '', children: readonly Node[] = []): Node => ({
  ...{ kind: 'run', id, label: id, description, icon: ICONS.finished, tooltip: '', context: 'run' },
  expanded: false,
  children,
});

const ids = (rows: readonly Node[] | undefined): readonly string[] | undefined => rows?.map(({ id }) => id);

/** An experiment of two runs, of which all rows are shown. */
function shown() {
  const rows = new Rows();
  rows.update([node('experiment', '', [node('a', '', [node('he'), node('zeros')]), node('b')])]);
  const [experiment] = rows.top;
  const [a, b] = rows.give(experiment?.children ?? []);
  const [he, zeros] = rows.give(a?.children ?? []);
  return { rows, experiment, a, b, he, zeros };
}

test('what has not changed is not drawn anew', () => {
  const { rows } = shown();
  const same = node('experiment', '', [node('a', '', [node('he'), node('zeros')]), node('b')]);
  expect(rows.update([same])).toEqual([]);
});

test('a row that has changed is, with what is below it, and keeps its identity', () => {
  const { rows, b, he } = shown();
  const [heNow, bNow] = [node('he', '90 %'), node('b', 'stopped')];
  const changed = rows.update([node('experiment', '', [node('a', '', [heNow, node('zeros')]), bNow])]);
  expect(ids(changed)).toEqual(['he', 'b']);
  expect(changed?.[0]).toBe(he);
  expect(changed?.[1]).toBe(b);
  expect([he?.description, b?.description]).toEqual(['90 %', 'stopped']);
});

test('where rows come or go, the row above is', () => {
  const { rows, experiment, a } = shown();
  const changed = rows.update([
    node('experiment', '', [node('c'), node('a', '', [node('he'), node('zeros')]), node('b')]),
  ]);
  expect(changed).toEqual([experiment]);
  const below = rows.give(experiment?.children ?? []);
  expect(ids(below)).toEqual(['c', 'a', 'b']);
  expect(below[1]).toBe(a);
  expect(rows.update([node('other')])).toBeUndefined();
  expect(ids(rows.top)).toEqual(['other']);
});

test('a row that has not been shown yet shows what is there when it is', () => {
  const rows = new Rows();
  rows.update([node('experiment', '', [node('a')])]);
  const [experiment] = rows.top;
  expect(rows.update([node('experiment', '', [node('a', 'finished')])])).toEqual([]);
  expect(rows.give(experiment?.children ?? [])[0]?.description).toBe('finished');
});

test('what a row shows no more is gone', () => {
  const { rows, b } = shown();
  const run = { folder: '/runs/b' };
  const tree = (now: Node): readonly Node[] => [
    node('experiment', '', [node('a', '', [node('he'), node('zeros')]), now]),
  ];
  rows.update(tree({ ...node('b'), run }));
  expect(b?.run).toEqual(run);
  rows.update(tree(node('b')));
  expect(b).toEqual(node('b'));
});
