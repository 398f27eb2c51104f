import { expect, test, vi } from 'vitest';
import { KeptRows } from '../../../../src/extension/explorer/keptRows';
import { ICONS } from '../../../../src/extension/explorer/node';
import type { Node } from '../../../../src/extension/explorer/node';

const node = (id: string, more: Partial<Node> = {}): Node => ({
  ...{ kind: 'run', id, label: id, description: '', icon: ICONS.finished, tooltip: '', context: '' },
  expanded: false,
  children: [],
  ...more,
});

/** An initializer's row with a checkpoint at a step. */
const keeping = (id: string, step: number, resumable = false): Node =>
  node(id, { keeping: { initializer: id, latest: { 1: step }, resumable } });

/** Initializers' rows as they stand in the tree. */
const tree = (...initializers: readonly Node[]): readonly Node[] => [
  node('experiment', { children: [node('run', { children: initializers })] }),
];

const steps = ({ keeping }: Pick<Node, 'keeping'>): readonly Node[] =>
  Object.values(keeping?.latest ?? {}).map((step) => node(`${step}`));

function reading(read = vi.fn((row: Pick<Node, 'keeping'>) => Promise.resolve(steps(row)))) {
  return { read, kept: new KeptRows(read) };
}

test('rows that have been unfolded are had from memory, whatever else is told of the row above', async () => {
  const { read, kept } = reading();
  const nodes = await kept.below(keeping('he', 10));
  expect(nodes).toEqual([node('10')]);
  await kept.renew(tree({ ...keeping('he', 10), description: '90 %' }));
  expect(kept.below({ ...keeping('he', 10), description: '90 %' })).toBe(nodes);
  expect(read).toHaveBeenCalledTimes(1);
});

test('what has changed is read before the tree is drawn, of unfolded rows alone', async () => {
  const { read, kept } = reading();
  await kept.below(keeping('he', 10));
  await kept.renew(tree(keeping('he', 20), keeping('zeros', 20)));
  expect(read).toHaveBeenCalledTimes(2);
  expect(kept.below(keeping('he', 20))).toEqual([node('20')]);
  await kept.renew(tree(keeping('he', 20, true)));
  expect(read).toHaveBeenCalledTimes(3);
});

test('until what has changed is read, what was there stays', async () => {
  const { read, kept } = reading();
  const nodes = await kept.below(keeping('he', 10));
  let answer: (nodes: readonly Node[]) => void = () => undefined;
  read.mockReturnValueOnce(new Promise((resolve) => (answer = resolve)));
  const renewed = kept.renew(tree(keeping('he', 20)));
  expect(kept.below(keeping('he', 10))).toBe(nodes);
  answer([node('20')]);
  await renewed;
  expect(kept.below(keeping('he', 20))).toEqual([node('20')]);
});

test('of rows that are gone nothing is kept', async () => {
  const { read, kept } = reading();
  await kept.below(keeping('he', 10));
  await kept.renew(tree());
  await kept.renew(tree(keeping('he', 20)));
  expect(read).toHaveBeenCalledTimes(1);
  expect(await kept.below(keeping('he', 20))).toEqual([node('20')]);
});

test('what cannot be read holds no tree up, and is read again when it is asked for', async () => {
  const { read, kept } = reading();
  await kept.below(keeping('he', 10));
  read.mockRejectedValueOnce(new Error('disk'));
  await kept.renew(tree(keeping('he', 20)));
  expect(await kept.below(keeping('he', 20))).toEqual([node('20')]);
});
