import type { Sampling } from '../data/batches';
import type { DatasetRequest } from '../data/load';
import type { EnginePreference } from '../shared/engineNames';
import type { HealthChanges } from '../health/registry';
import type { InitializerSpec } from '../nn/initializers/initializer';
import type { ModelSpec } from '../nn/layers/layer';
import type { ClippingSpec } from '../nn/optimizers/optimizer';
import type { Scheduled } from '../nn/schedules/rate';

/** A validated experiment: every default filled in, every name resolved. Plain JSON; stored in run.json. */
export interface Experiment {
  readonly name: string;
  readonly engine: EnginePreference;
  readonly dataset: DatasetSpec;
  readonly model: ModelSpec;
  readonly initializers: readonly InitializerChoice[];
  readonly training: TrainingSpec;
  readonly telemetry: TelemetrySpec;
  /** Absent: every health rule with its defaults. */
  readonly health?: HealthChanges;
  /** Where weights come from that are not drawn. */
  readonly transfer?: TransferSpec;
}

/** Layers that begin with weights trained before. */
export interface TransferSpec {
  /** An absolute path, or an experiment, run id, run name or `latest`. */
  readonly from: string;
  /** Of the run there. Absent: of the same label, or the only one. */
  readonly initializer?: string;
  /** Of the run there. Absent: the same, or the only one. */
  readonly seed?: number;
  readonly checkpoint: 'last' | 'best' | number;
  /** Name there by the name here, of each layer that takes its weights over. */
  readonly layers: Readonly<Record<string, string>>;
}

/** What to load and how to split it; its source is absolute after parsing. */
export type DatasetSpec = DatasetRequest;

/** One line of `initializers:`, the unit that curves, colours and runs are compared by. */
export interface InitializerChoice {
  /** Unique, shown everywhere and used as folder name: `heNormal`, `randomNormal(stddev=0.01)`, or the label. */
  readonly label: string;
  /** By layer name, for each layer with a kernel. */
  readonly layers: Readonly<
    Record<string, { readonly kernel: InitializerSpec; readonly bias: InitializerSpec }>
  >;
}

/** Which states of a trial are kept besides the last. */
export interface CheckpointSpec {
  /** Between two checkpoints. Absent = each epoch, but not more often than is worth while. */
  readonly interval?: Length;
  /** How many of the latest stay. */
  readonly keepLast: number;
  /** Also keep the one with the lowest validation loss, or the highest accuracy. */
  readonly best?: 'loss' | 'accuracy';
}

/** A stretch of training. */
export type Length =
  { readonly kind: 'epochs'; readonly epochs: number } | { readonly kind: 'steps'; readonly steps: number };

export interface TrainingSpec extends Scheduled {
  readonly loss: 'softmaxCrossEntropy' | 'meanSquaredError';
  readonly clipping: ClippingSpec;
  readonly batchSize: number;
  /** `shuffled` when left out. */
  readonly sampling?: Sampling;
  readonly length: Length;
  readonly seeds: readonly number[];
  /** Steps between evaluations on the validation set; absent = at the end of each epoch. Always at start and end. */
  readonly evaluationInterval?: number;
  /** What frozen layers at the beginning give is computed once for all samples. */
  readonly cacheFrozen?: true;
  /** Absent = no checkpoints at all. */
  readonly checkpoint?: CheckpointSpec;
}

export interface TelemetrySpec {
  /** 0 = no probes at all. */
  readonly probeSamples: number;
  /** Steps between probes. Always at step 0 and at the end; 0 = only then. */
  readonly probeInterval: number;
  /** Steps between records of a minibatch's loss and accuracy, the last one always; 1 when left out. */
  readonly trainInterval?: number;
  /** Steps between histograms; absent = each epoch; 0 = never. */
  readonly histogramInterval?: number;
}
