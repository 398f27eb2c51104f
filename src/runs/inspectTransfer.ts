import { DataError } from '../data/error';
import type { TransferSpec } from '../experiment/experiment';
import type { ModelSpec } from '../nn/layers/layer';
import type { TrialId } from '../shared/metrics';
import { takeLayers } from '../weights/layers';
import { readShapes } from '../weights/readShapes';
import type { NamedShapes, NamedTensors } from '../weights/tensors';
import type { RunStore } from './store/runStore';
import { RunStoreError } from './store/runStore';
import { WeightSourceError, weightSource } from './store/weightSource';
import { ManifestError } from './store/manifest';

/** Why training would refuse to take weights over. */
export interface TransferProblem {
  /** The key of `transfer` that is at fault, or the layer of the model here. */
  readonly about: WeightSourceError['key'] | { readonly layer: string };
  readonly message: string;
  /** What the key had better be. */
  readonly suggestion?: string | undefined;
}

/** What is asked of the weights that an experiment begins with. */
export interface TransferQuestion {
  readonly transfer: TransferSpec;
  readonly model: ModelSpec;
  readonly trials: readonly TrialId[];
}

/**
 * Looks for the weights that an experiment begins with, and whether they fit, as training will, but reads no more of
 * them than their shapes. Large files of other programs are not looked into.
 */
export async function inspectTransfer(
  { transfer, model, trials }: TransferQuestion,
  store: RunStore,
): Promise<readonly TransferProblem[]> {
  try {
    const fileFor = await weightSource(transfer, store);
    const files = new Set<string>();
    for (const trial of trials) files.add(await fileFor(trial));
    for (const file of files) {
      const problems = misfits(file, await readShapes(file), model, transfer.layers);
      if (problems.length > 0) return problems;
    }
    return [];
  } catch (error) {
    if (error instanceof WeightSourceError)
      return [{ about: error.key, message: error.message, suggestion: error.suggestion }];
    if (error instanceof DataError || error instanceof RunStoreError || error instanceof ManifestError)
      return [{ about: 'from', message: error.message }];
    throw error;
  }
}

/** Layers that the file lacks, or has in another shape. */
function misfits(
  file: string,
  shapes: NamedShapes | undefined,
  model: ModelSpec,
  layers: TransferSpec['layers'],
): readonly TransferProblem[] {
  if (shapes === undefined) return [];
  const tensors = hollow(shapes);
  return Object.entries(layers).flatMap(([layer, there]): readonly TransferProblem[] => {
    try {
      takeLayers({ file, tensors }, model, { [layer]: there });
      return [];
    } catch (error) {
      if (error instanceof DataError) return [{ about: { layer }, message: error.message }];
      throw error;
    }
  });
}

const NO_VALUES = new Float32Array();

const hollow = (shapes: NamedShapes): NamedTensors =>
  Object.fromEntries(Object.entries(shapes).map(([name, shape]) => [name, { shape, values: NO_VALUES }]));
