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

export interface TrainingSpec extends Scheduled {
  readonly loss: 'softmaxCrossEntropy' | 'meanSquaredError';
  readonly clipping: ClippingSpec;
  readonly batchSize: number;
  /** `shuffled` when left out. */
  readonly sampling?: Sampling;
  readonly length:
    { readonly kind: 'epochs'; readonly epochs: number } | { readonly kind: 'steps'; readonly steps: number };
  readonly seeds: readonly number[];
  /** Steps between evaluations on the validation set; absent = at the end of each epoch. Always at start and end. */
  readonly evaluationInterval?: number;
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
