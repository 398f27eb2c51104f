import { basename } from 'node:path';
import type { Experiment } from '../../experiment/experiment';
import type { TrialId } from '../../shared/metrics';
import { ACCURACY, LOSS, parseTag } from '../../shared/tags';
import type { RunManifest } from '../run';
import type { Series } from '../store/series';

/** What was found in a log folder. */
export interface Found {
  readonly folder: string;
  readonly series: readonly Series[];
  /** Tags of histograms. */
  readonly histograms: readonly string[];
  /** Milliseconds since the epoch. */
  readonly firstWrite: number;
  readonly lastWrite: number;
  /** Somebody still writes. */
  readonly live: boolean;
}

const UNKNOWN = { name: 'unknown', parameters: {} };

/** A manifest for logs that another program wrote. What only InitScope could know is left empty. */
export function externalManifest({
  folder,
  series,
  histograms,
  firstWrite,
  lastWrite,
  live,
}: Found): RunManifest {
  const name = basename(folder);
  const trials = trialsOf(series);
  const labels = [...new Set(trials.map(({ initializer }) => initializer))];
  // where the loss is over epochs, something else may be over batches
  const judged = series.filter(({ key }) => key.tag === LOSS || key.tag === ACCURACY);
  const counted = judged.length > 0 ? judged : series;
  const totalSteps = counted.reduce((most, { steps }) => Math.max(most, steps.at(-1) ?? 0), 0);
  const experiment: Experiment = {
    name,
    engine: 'auto',
    dataset: {
      source: 'unknown',
      parameters: {},
      normalization: 'none',
      validation: { kind: 'default' },
      splitSeed: 0,
    },
    model: { inputShape: [], outputs: 0, layers: layersOf(series, histograms) },
    initializers: labels.map((label) => ({ label, layers: {} })),
    training: {
      optimizer: { name: 'unknown', parameters: { learningRate: 0 } },
      loss: series.some(({ key }) => key.tag === ACCURACY) ? 'softmaxCrossEntropy' : 'meanSquaredError',
      clipping: {},
      batchSize: 0,
      length: { kind: 'steps', steps: totalSteps },
      seeds: [...new Set(trials.map(({ seed }) => seed))],
    },
    telemetry: { probeSamples: 0, probeInterval: 0 },
  };
  return {
    format: 1,
    id: name,
    name,
    source: 'tensorboard',
    experiment,
    config: { path: folder, text: '' },
    versions: {},
    engine: { name: 'another program', version: '', device: 'unknown', reason: '' },
    host: '',
    pid: 0,
    started: new Date(firstWrite).toISOString(),
    ...(!live && { ended: new Date(lastWrite).toISOString() }),
    state: live ? 'running' : 'finished',
    trials: trials.map((trial) => ({
      ...trial,
      state: live ? 'running' : 'finished',
      step: lastStepOf(counted, trial),
    })),
    totalSteps,
    stepsPerEpoch: Math.max(1, totalSteps),
  };
}

function trialsOf(series: readonly Series[]): readonly TrialId[] {
  const trials = new Map<string, TrialId>();
  for (const {
    key: { initializer, seed },
  } of series)
    trials.set(JSON.stringify([initializer, seed]), { initializer, seed });
  const order = new Intl.Collator(undefined, { numeric: true });
  return [...trials.values()].sort((a, b) => order.compare(a.initializer, b.initializer) || a.seed - b.seed);
}

const lastStepOf = (series: readonly Series[], { initializer, seed }: TrialId): number =>
  series
    .filter(({ key }) => key.initializer === initializer && key.seed === seed)
    .reduce((last, { steps }) => Math.max(last, steps.at(-1) ?? 0), 0);

/**
 * Layers that were measured, in the order in which they first appear; where none were, those whose weights have
 * histograms. The last one gives the outputs.
 */
function layersOf(series: readonly Series[], histograms: readonly string[]): Experiment['model']['layers'] {
  const subjects = (tags: readonly string[], statistic: string): readonly string[] =>
    tags.map(parseTag).flatMap((tag) => (tag.statistic === statistic ? [tag.subject] : []));
  const measured = subjects(
    series.map(({ key }) => key.tag),
    'activation_variance',
  );
  const weighed = subjects(histograms, 'weights').map((tensor) => tensor.replace(/\/[^/]*$/, ''));
  const names = [...new Set(measured.length > 0 ? measured : weighed)];
  return names.map((name, i) => ({
    name,
    type: 'unknown',
    parameters: {},
    ...(i < names.length - 1 && { activation: UNKNOWN }),
    inputShape: [],
    outputShape: [],
  }));
}
