import { join } from 'node:path';
import { normalizedInput } from '../data/gather';
import type { Dataset, Samples } from '../data/dataset';
import { DataError } from '../data/error';
import { gatherRows } from '../data/split';
import { EngineError } from '../engine/engineError';
import { sizeOf } from '../nn/shape';
import { readCheckpoint } from '../runs/store/checkpoints';
import { CHECKPOINTS_FOLDER, checkpointName, trialFolderOf } from '../runs/store/layout';
import { readManifest } from '../runs/store/manifest';
import type { RunManifest } from '../runs/run';
import type { EngineName, EnginePreference } from '../shared/engineNames';
import { prepareNetworks } from '../training/inference';
import type { TrainedNetwork } from '../training/inference';
import { checkSamples } from './continueRun';
import { openRun } from './openRun';
import type { OpenedRun } from './openRun';
import type {
  Evaluated,
  EvaluationOpened,
  NetworkId,
  OpenEvaluationParams,
  PredictParams,
  ReadSamplesParams,
  ValidationFacts,
} from './protocol';
import { RefusalError, refusing } from './refusal';
import type { RunServices } from './runServices';

/** A run whose networks can be asked. What is asked is answered in turn. */
export interface RunEvaluation {
  readonly opened: EvaluationOpened;
  evaluate(network: NetworkId): Promise<Evaluated>;
  predict(params: PredictParams): Promise<Float32Array>;
  readSamples(params: ReadSamplesParams): Promise<Uint8Array | Float32Array>;
}

/** Networks that stay loaded, so that drawing asks all of them again without reading a file. */
const LOADED = 16;

/**
 * Opens the engine and the data of a run, to evaluate what it has kept. Nothing is written.
 *
 * @throws what `openRun` throws; ManifestError; RefusalError when the data has changed
 */
export async function openEvaluation(
  params: OpenEvaluationParams,
  services: Pick<RunServices, 'moduleFolder' | 'note'>,
): Promise<RunEvaluation> {
  const { runFolder } = params;
  const manifest = await readManifest(runFolder);
  const { experiment } = manifest;
  const { engine, choice, dataset } = await openLikeTraining(manifest, params, services);
  checkSamples(manifest, dataset);
  const { validation } = dataset;
  const networks = await prepareNetworks(experiment, dataset, engine);
  const loaded = new Map<string, TrainedNetwork>();
  const networkOf = async ({ initializer, seed, step }: NetworkId): Promise<TrainedNetwork> => {
    const name = join(
      trialFolderOf(runFolder, { initializer, seed }),
      CHECKPOINTS_FOLDER,
      checkpointName(step),
    );
    const known = loaded.get(name);
    loaded.delete(name);
    const network = known ?? networks.load(await tensorsOf(name));
    loaded.set(name, network);
    const [oldest] = loaded;
    if (loaded.size > LOADED && oldest) {
      loaded.delete(oldest[0]);
      oldest[1].dispose();
    }
    return network;
  };
  let before: Promise<unknown> = Promise.resolve();
  /** An instance runs one program at a time. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = before.then(work);
    before = done.catch(() => undefined);
    return refusing(done);
  };
  const size = sizeOf(validation.shape);
  return {
    opened: {
      engine: { name: engine.name, device: engine.device.name, reason: choice.reason },
      validation: factsOf(dataset),
      outputs: experiment.model.outputs,
    },
    evaluate: (network) => inTurn(async () => (await networkOf(network)).evaluate()),
    predict: ({ values, ...network }) =>
      inTurn(async () => {
        if (values.length !== size)
          throw new RefusalError(`A sample has ${size} values; there came ${values.length}.`);
        return (await networkOf(network)).outputsFor(normalizedInput(validation, values));
      }),
    readSamples: ({ indices }) => inTurn(() => Promise.resolve(samplesAt(validation, indices))),
  };
}

/** On the engine that trained the run, and with as many threads, figures are those that training measured. */
async function openLikeTraining(
  { experiment, engine: trained, placement }: RunManifest,
  params: OpenEvaluationParams,
  services: Pick<RunServices, 'moduleFolder' | 'note'>,
): Promise<OpenedRun> {
  const threads = placement && 'threads' in placement ? { threads: placement.threads } : {};
  const open = (engine: EnginePreference): Promise<OpenedRun> =>
    openRun({ ...params, ...threads, experiment: { ...experiment, engine } }, services);
  if (params.engine !== undefined) return open(params.engine);
  try {
    return await open(trained.name as EngineName);
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    services.note(
      `The engine that trained this run cannot be used here, so another is taken: ${error.message}`,
    );
    return open('auto');
  }
}

/** @throws RefusalError when the checkpoint is not there or damaged */
async function tensorsOf(folder: string): Promise<Awaited<ReturnType<typeof readCheckpoint>>['tensors']> {
  try {
    return (await readCheckpoint(folder)).tensors;
  } catch (error) {
    if (error instanceof DataError) throw new RefusalError(`The checkpoint cannot be read: ${error.message}`);
    throw error;
  }
}

/** @throws RefusalError when there is no such sample */
function samplesAt({ count, values, shape }: Samples, indices: readonly number[]): Samples['values'] {
  const wrong = indices.find((index) => !Number.isInteger(index) || index < 0 || index >= count);
  if (wrong !== undefined)
    throw new RefusalError(`There is no validation sample ${wrong}; they go from 0 to ${count - 1}.`);
  return gatherRows(values, sizeOf(shape), Uint32Array.from(indices));
}

const factsOf = ({ description, validation }: Dataset): ValidationFacts => {
  const { count, shape, values, targets } = validation;
  return {
    count,
    shape,
    bytes: values instanceof Uint8Array,
    ...(targets.kind === 'classes' && { classes: description.classes ?? [] }),
    targets: targets.kind === 'classes' ? targets.labels : targets.values,
  };
};
