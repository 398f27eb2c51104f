import { DataError } from '../data/error';
import type { Experiment } from '../experiment/experiment';
import { RunStore, RunStoreError } from '../runs/store/runStore';
import { weightSource } from '../runs/store/weightSource';
import type { TrialId } from '../shared/metrics';
import type { TrialStart } from '../training/start';
import { takeLayers } from '../weights/layers';
import { readWeights } from '../weights/readWeights';
import { RefusalError } from './refusal';

/**
 * Where trials begin that take weights over; none when the experiment does not ask for it.
 *
 * @param note told for each trial whose weights it takes
 * @throws RefusalError when there is no such run, or what it holds does not fit
 */
export async function transferStarts(
  { transfer, model }: Pick<Experiment, 'transfer' | 'model'>,
  trials: readonly TrialId[],
  runsFolder: string,
  note: (text: string) => void,
): Promise<readonly TrialStart[]> {
  if (transfer === undefined) return [];
  const known = new Map<string, TrialStart['state']>();
  const starts: TrialStart[] = [];
  try {
    const fileFor = await weightSource(transfer, new RunStore(runsFolder));
    for (const { initializer, seed } of trials) {
      const file = await fileFor({ initializer, seed });
      if (!known.has(file)) note(`${initializer}, seed ${seed}: begins with weights of ${file}`);
      const state =
        known.get(file) ?? takeLayers({ file, tensors: await readWeights(file) }, model, transfer.layers);
      known.set(file, state);
      starts.push({ initializer, seed, step: 0, state });
    }
  } catch (error) {
    if (error instanceof DataError || error instanceof RunStoreError)
      throw new RefusalError(`Weights cannot be taken over: ${error.message}`);
    throw error;
  }
  return starts;
}
