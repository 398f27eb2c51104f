import type { Experiment } from '../experiment/experiment';
import type { SweepMembership } from '../experiment/sweep/sweep';
import type { DataFacts } from '../health/rule';
import type { EngineChoice } from '../shared/engineChoice';
import type { LayerStatistic } from '../shared/tags';

/** `running` with no live process behind it is read as `interrupted`. */
export type RunState = 'running' | 'paused' | 'finished' | 'stopped' | 'failed' | 'interrupted';

/** `diverged`: a loss, weight or activation became NaN or infinite. */
export type TrialState = 'waiting' | 'running' | 'finished' | 'diverged' | 'stopped';

/** A trial in one of these states gets no further points. */
export const ENDED: readonly TrialState[] = ['finished', 'diverged', 'stopped'];

export interface TrialManifest {
  readonly initializer: string;
  readonly seed: number;
  readonly state: TrialState;
  /** Updates made. */
  readonly step: number;
  /** For `diverged`: the step, and the first tensor that was not finite. */
  readonly divergence?: { readonly step: number; readonly tensor: string };
  /** Step of the latest checkpoint. */
  readonly checkpoint?: number;
}

/** Predicted statistics of step 0 by initializer and layer. JSON has no infinity: such a value is null. */
export type RunPrediction = Readonly<
  Record<string, Readonly<Record<string, Readonly<Partial<Record<LayerStatistic, number | null>>>>>>
>;

/** What a person writes on a run; training leaves it alone. */
export interface RunNotes {
  /** Shown name; the id until renamed. */
  readonly name: string;
  /** Free text. */
  readonly note?: string;
  readonly tags?: readonly string[];
  /** Listed before all others. */
  readonly pinned?: boolean;
}

/** `run.json`, written atomically. Unknown fields are kept; `format` grows when the meaning of one changes. */
export interface RunManifest extends RunNotes {
  readonly format: 1;
  readonly id: string;
  /**
   * `tensorboard`: logs that another program wrote, shown and never written to; `comparison`: several runs seen as one,
   * which is on no disk. Absent in runs of our own.
   */
  readonly source?: 'tensorboard' | 'comparison';
  readonly experiment: Experiment;
  /** The config file and its text as written. */
  readonly config: { readonly path: string; readonly text: string };
  readonly versions: Readonly<Record<string, string>>;
  readonly engine: {
    readonly name: string;
    readonly version: string;
    readonly device: string;
  } & EngineChoice;
  /** How trials share the machine: threads of a step in workers, or whether trials of a seed are stacked. */
  readonly placement?: { readonly threads: number } | { readonly stacked: boolean };
  readonly git?: { readonly commit: string; readonly dirty: boolean };
  readonly host: string;
  /** Process that writes this run while it trains. */
  readonly pid: number;
  /** ISO 8601. */
  readonly started: string;
  readonly ended?: string;
  /** When it went on after an interruption, each time. */
  readonly resumed?: readonly string[];
  readonly state: RunState;
  /** For `failed` and `interrupted`: what happened, in one sentence, and the last log lines. */
  readonly failure?: { readonly message: string; readonly log: readonly string[] };
  /** What theory says the probe of step 0 will measure. */
  readonly prediction?: RunPrediction;
  readonly trials: readonly TrialManifest[];
  /** Length in updates, per trial, and in epochs. */
  readonly totalSteps: number;
  readonly stepsPerEpoch: number;
  /** What the health rules look at of the training samples. */
  readonly data?: DataFacts;
  /** Samples trained and validated on, after any subset. */
  readonly samples?: { readonly train: number; readonly validation: number };
  /** Of a run that is a point of a sweep. */
  readonly sweep?: SweepMembership;
}
