import type { TrainingProgram } from '../../src/training/programs/programs';
import type { ExperimentTime } from './experiment';
import type { ModelName } from './models';
import type { ProgramTime } from './programs';

/** Seconds of an experiment with PyTorch: from the start of its process to its end, and of the training alone. */
export interface PeerTime {
  readonly whole: number;
  readonly loop: number;
}

type PerModel<T> = Readonly<Record<ModelName, T>>;

export interface Results {
  readonly date: string;
  readonly machine: string;
  /** Load average when the run began: near 0 on an idle machine. */
  readonly load: number;
  /** Version of PyTorch, if it was there. */
  readonly torch: string | undefined;
  readonly cores: number;
  /** Updates per trial of the experiments. */
  readonly experimentSteps: number;
  /** GFLOP/s of a large matrix product, by threads. */
  readonly gemm: Readonly<Record<string, number>>;
  /** By `<engine>, <threads>`. */
  readonly steps: PerModel<Readonly<Record<string, ProgramTime>>>;
  /** Milliseconds of an update where every core makes updates of its own. Absent from results of an earlier bench. */
  readonly beside?: PerModel<number>;
  readonly telemetry: PerModel<Readonly<Partial<Record<TrainingProgram, ProgramTime>>> | undefined>;
  readonly experiments: PerModel<{
    readonly ours: ExperimentTime;
    readonly quiet: ExperimentTime;
    /** By threads. */
    readonly torch: Readonly<Record<string, PeerTime>>;
  }>;
  readonly whole: {
    readonly loads: Readonly<Record<'mnist' | 'cifar', number>>;
    readonly peakMb: number;
    readonly epochSeconds: number;
  };
  /** Updates of (a) a second. */
  readonly scaling: Readonly<Record<'trials' | 'widths', Readonly<Record<string, number>>>>;
}
