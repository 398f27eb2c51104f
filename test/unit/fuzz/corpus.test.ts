import { expect, test } from 'vitest';
import { readCorpus } from '../../../scripts/fuzz/corpus';
import { fuzz } from '../../../scripts/fuzz/fuzz';
import { targets } from '../../../scripts/fuzz/targets/registry';

test.each(Object.entries(targets))('%s: its seeds and what once was trouble', async (name, target) => {
  const corpus = readCorpus(name);
  const inputs = target.seeds().length + corpus.length;
  const { failures, accepted } = await fuzz(target, { inputs, seed: 1, corpus });
  expect(failures).toEqual([]);
  expect(accepted).toBeGreaterThan(0);
});
