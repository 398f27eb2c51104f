import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { listCheckpoints } from '../../src/runs/store/checkpoints';
import { CHECKPOINT_STATE, trialFolderOf } from '../../src/runs/store/layout';
import { RunReader } from '../../src/runs/store/runReader';

/**
 * All that a run measured, by trial, split and tag: steps and the bits of the values.
 * @param before only of the steps before this one
 */
export async function measured(runFolder: string, before = Infinity): Promise<Record<string, unknown>> {
  const reader = await RunReader.load(runFolder);
  const all: Record<string, unknown> = {};
  for (const { key, steps, values } of reader.series()) {
    const within = steps.filter((step) => step < before);
    if (within.length === 0) continue;
    const bits = Buffer.from(values.buffer, values.byteOffset, within.length * values.BYTES_PER_ELEMENT);
    all[Object.values(key).join(' ')] = [[...within], bits.toString('base64')];
  }
  for (const { initializer, seed } of reader.manifest.trials) {
    const key = { initializer, seed, split: 'probe' } as const;
    for (const [tag, points] of await reader.readHistograms(key, reader.histogramTags(key)))
      all[`${initializer} ${seed} ${tag}`] = points
        .filter(({ step }) => step < before)
        .map(({ step, edges, counts }) => [step, [...edges], [...counts]]);
  }
  return all;
}

/** Bits of the last state of each trial, and the steps of all that are kept. */
export async function kept(runFolder: string): Promise<unknown> {
  const { trials } = (await RunReader.load(runFolder)).manifest;
  return Promise.all(
    trials.map(async (trial) => {
      const stored = await listCheckpoints(trialFolderOf(runFolder, trial));
      const last = stored.at(-1);
      if (last === undefined) return [];
      const state = await readFile(join(last.folder, CHECKPOINT_STATE));
      return [stored.map(({ facts }) => facts.step), last.facts.best, state.toString('base64')];
    }),
  );
}
