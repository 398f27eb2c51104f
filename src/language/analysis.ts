import type { InitializerChoice } from '../experiment/experiment';
import type { Outline } from '../experiment/parse';
import type { InitializerSpec } from '../nn/initializers/initializer';
import type { ModelSpec } from '../nn/layers/layer';
import { layerEntry } from '../nn/model';
import { atFirstUpdate } from '../nn/schedules/rate';
import { createTheoryCache } from '../theory/cache';
import type { TheoryCache } from '../theory/cache';
import { inputMoments } from '../theory/input';
import type { InputMoments } from '../theory/input';
import { predict } from '../theory/predict';
import type { PredictOptions } from '../theory/predict';
import type { Prediction } from '../theory/prediction';
import { judge } from './rules/judge';
import type { Judgement } from './rules/judge';

/** What the theory says of a config, as far as the config is valid. */
export interface Analysis {
  readonly outline: Outline;
  /** Of the inputs as the network sees them; absent while they are not known. */
  readonly input: InputMoments | undefined;
  /** One per entry of `outline.initializers`; absent while the entry or the model is not valid. */
  readonly predictions: readonly (Prediction | undefined)[];
  /** What the rules find in each. */
  readonly judgements: readonly (readonly Judgement[])[];
  readonly theory: TheoryCache;
  /** Results to go on with, valid for one model, by initializer. */
  readonly known: { readonly model: string; readonly byChoice: ReadonlyMap<string, Judged> };
}

interface Judged {
  readonly prediction: Prediction;
  readonly judgements: readonly Judgement[];
}

/** Samples of the probe when telemetry makes none. */
const PROBE = 512;

/**
 * Predicts every initializer of a config.
 *
 * @param previous the analysis of an earlier version: what is unchanged since is taken from it
 */
export function analyse(outline: Outline, previous?: Analysis): Analysis {
  const theory = previous?.theory ?? createTheoryCache();
  const { dataset, model, training, telemetry, transfer } = outline.resolved;
  const input = outline.dataset && dataset ? inputMoments(outline.dataset, dataset.normalization) : undefined;
  const reused = new Map(Object.keys(transfer?.layers ?? {}).map((layer) => [layer, undefined]));
  const isDrawn = model === undefined || drawsAnything(model, reused);
  if (model === undefined || training === undefined || dataset === undefined || !isDrawn) {
    const none = outline.initializers.map(() => undefined);
    const known = previous?.known ?? { model: '', byChoice: new Map<string, Judged>() };
    return { outline, input, predictions: none, judgements: none.map(() => []), theory, known };
  }
  const probed = telemetry?.probeSamples ?? PROBE;
  const options: PredictOptions = {
    probeSamples: probed > 0 ? probed : PROBE,
    batchSize: training.batchSize,
    loss: training.loss,
    reused,
    ...atFirstUpdate(training),
  };
  const { normalization } = dataset;
  const key = JSON.stringify([model, input, { ...options, reused: [...reused.keys()] }, normalization]);
  const before = previous?.known.model === key ? previous.known.byChoice : undefined;
  const byChoice = new Map<string, Judged>();
  const judged = outline.initializers.map(({ choice }) => {
    if (choice === undefined) return undefined;
    const id = keyOf(choice);
    const known = byChoice.get(id) ?? before?.get(id);
    const prediction = known?.prediction ?? orNothing(() => predict(model, choice, input, options, theory));
    if (prediction === undefined) return undefined;
    const judgements =
      known?.judgements ?? judge({ model, choice, prediction, input, normalization, training, theory });
    const result: Judged = known ?? { prediction, judgements };
    byChoice.set(id, result);
    return result;
  });
  return {
    outline,
    input,
    predictions: judged.map((one) => one?.prediction),
    judgements: judged.map((one) => one?.judgements ?? []),
    theory,
    known: { model: key, byChoice },
  };
}

/** Whether an initializer has anything to do: not every layer with a kernel is taken over. */
export const drawsAnything = ({ layers }: ModelSpec, reused: Pick<ReadonlySet<string>, 'has'>): boolean =>
  layers.some((layer) => layerEntry(layer).hasKernel && !reused.has(layer.name));

const keys = new WeakMap<InitializerChoice, string>();

/** The same text for choices that draw the same weights. */
function keyOf(choice: InitializerChoice): string {
  const known = keys.get(choice) ?? writtenKey(choice);
  keys.set(choice, known);
  return known;
}

/** Layers in a row that share their initializers count once. */
function writtenKey({ layers }: InitializerChoice): string {
  let last: { readonly kernel: InitializerSpec; readonly bias: InitializerSpec } | undefined;
  let key = '';
  for (const name in layers) {
    const chosen = layers[name];
    if (last?.kernel !== chosen?.kernel || last?.bias !== chosen?.bias) key += name + JSON.stringify(chosen);
    last = chosen;
  }
  return key;
}

/** A choice that the parser has reported as unsuitable has no prediction. */
function orNothing(make: () => Prediction): Prediction | undefined {
  try {
    return make();
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
