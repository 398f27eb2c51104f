import type { HealthRuleName } from '../src/health/registry';
import type { HistogramColumns } from '../src/runs/layerHistograms';
import type { RunManifest } from '../src/runs/run';
import type { SweepFacts } from '../src/runs/sweep/facts';
import type { SeriesDelta, SeriesKey } from '../src/runs/store/series';
import type { TrialId } from '../src/shared/metrics';
import type { Operation } from '../src/shared/operation';
import type { ValidationFacts } from '../src/trainer/protocol';

/** Contract between the run panel's page and its host. The same page renders reports from a recorded message list. */
export const CONTRACT_VERSION = 1;

export type { HistogramColumns, Operation, SeriesDelta, SeriesKey, TrialId };

/**
 * What is shown of the process that trains this run. Absent when no process of this window trains it; `total` is 0
 * until the process has said how far it is.
 */
export interface LiveProgress {
  readonly stepsPerSecond: number;
  readonly etaSeconds: number;
  readonly done: number;
  readonly total: number;
}

export type HostMessage =
  /** First answer to `ready`, and after each change of run.json. */
  | {
      readonly type: 'manifest';
      readonly manifest: RunManifest;
      /** Kept in `PageState`, so that the host finds the run again after a reload. */
      readonly runFolder?: string;
    }
  | { readonly type: 'series'; readonly deltas: readonly SeriesDelta[] }
  | { readonly type: 'progress'; readonly progress: LiveProgress | undefined }
  /** Histograms that the page asked for; again when there are more of them. */
  | ({ readonly type: 'histograms' } & LayerHistograms)
  /** All that the health rules have found so far; again when there is more. */
  | { readonly type: 'findings'; readonly lines: FindingLines }
  /** The validation set; precedes what is said of the networks. */
  | ({ readonly type: 'validation' } & ValidationSet)
  /** Validation samples as they are stored, one after the other. */
  | {
      readonly type: 'samples';
      readonly indices: readonly number[];
      readonly values: Uint8Array | Float32Array;
    }
  /** What the network of one trial makes of the validation set. */
  | ({ readonly type: 'evaluation' } & TrialEvaluation)
  /** Why there is no such thing: of one trial, or of all. */
  | { readonly type: 'notEvaluated'; readonly trial?: TrialId; readonly reason: string }
  /** Of a training step, in the order in which they run. */
  | { readonly type: 'operations'; readonly operations: readonly Operation[] }
  | { readonly type: 'noOperations'; readonly reason: string }
  /** What the runs of the sweep that this one belongs to have come to so far; again when there is more. */
  | { readonly type: 'sweep'; readonly facts: SweepFacts }
  /** The person has asked for this tab. */
  | { readonly type: 'show'; readonly tab: TabId }
  /** Answers `ping`. */
  | { readonly type: 'pong' }
  /** The run's files are gone or unreadable. */
  | { readonly type: 'unavailable'; readonly reason: string };

export type PageMessage =
  /** The page listens now; the host answers with `manifest`, then every series from its beginning. */
  | { readonly type: 'ready'; readonly version: number }
  /** One `manifest` or `series` message has been taken in: the host sends no more of them before all are. */
  | { readonly type: 'handled' }
  | {
      readonly type: 'control';
      readonly action: 'pause' | 'resume' | 'stop' | 'runAgain' | 'openConfig' | 'exportReport';
    }
  /** Asks for all histograms of one layer, which are read from disk for this; replaces an earlier request. */
  | ({ readonly type: 'histograms' } & HistogramRequest)
  /** Asks what the networks of trials make of the validation set; replaces an earlier request. */
  | ({ readonly type: 'predictions' } & PredictionsRequest)
  /** Asks whether the host is there. */
  | { readonly type: 'ping' }
  /** Asks for the operations of a training step. */
  | { readonly type: 'operations' }
  /** Asks for the documentation of a health rule. */
  | { readonly type: 'explain'; readonly rule: HealthRuleName }
  /** Asks for the panel of another run of the sweep. */
  | { readonly type: 'open'; readonly folder: string }
  | Output;

/** Findings as they stand in `findings.jsonl`: messages between editor and page lose NaN and infinity. */
export type FindingLines = string;

export interface HistogramRequest {
  readonly layer: string;
  readonly trials: readonly TrialId[];
}

/** All histograms of one layer in one trial. */
export interface LayerHistograms {
  readonly layer: string;
  readonly trial: TrialId;
  readonly histograms: readonly HistogramColumns[];
}

export interface PredictionsRequest {
  readonly trials: readonly TrialId[];
  /** Step of the latest checkpoint that the page knows of: with a later one it asks again. */
  readonly latest: number;
  /** Of each trial the last checkpoint up to this step, or else its first one; absent = the latest. */
  readonly step?: number;
  /** Validation samples that are shown, by index. */
  readonly samples: readonly number[];
  /** A drawn picture, stored as the data's own are. */
  readonly drawing?: Uint8Array;
}

/** The samples that networks are evaluated on. */
export interface ValidationSet extends ValidationFacts {
  /** Of the network, for each sample. */
  readonly outputs: number;
  /** Where the networks run. */
  readonly engine: string;
}

export interface TrialEvaluation {
  readonly trial: TrialId;
  /** Of the checkpoint, and of all that the trial has kept. */
  readonly step: number;
  readonly steps: readonly number[];
  /** Step of the best one, where the experiment asks for it. */
  readonly best?: number;
  /** Mean over the validation set. */
  readonly loss: number;
  /** Classifiers: the class that each sample is taken for. */
  readonly predicted?: Int32Array;
  /** Of the samples asked for, samples × outputs: logits of a classifier. */
  readonly samples: readonly number[];
  readonly outputs: Float32Array;
  /** Of the drawn picture. */
  readonly drawn?: Float32Array;
}

/** What leaves the page for the person's own use. */
export type Output =
  /** Asks where to save a file. */
  | {
      readonly type: 'save';
      /** Suggested, with its ending. */
      readonly name: string;
      readonly mime: string;
      readonly content: string | Uint8Array;
    }
  /** Goes to the clipboard. */
  | { readonly type: 'copy'; readonly text: string };

/** From the lower to the higher end. */
export type Range = readonly [low: number, high: number];

/** The page's tabs. */
export type TabId = 'sweep' | 'overview' | 'layers' | 'distributions' | 'health' | 'model' | 'predictions';

/** What the page keeps across reloads with `setState`. */
export interface PageState {
  readonly runFolder: string;
  readonly hiddenInitializers: readonly string[];
  readonly hiddenSeeds: readonly number[];
  readonly layer: string | undefined;
  readonly smoothing: number;
  readonly logScale: Readonly<Record<string, boolean>>;
  readonly xAxis: 'step' | 'epoch' | 'time';
  /** One line per seed, or the mean over seeds in a band of one standard deviation. Absent = `mean`. */
  readonly seedsAs?: 'mean' | 'each';
  readonly hiddenSplits?: readonly ('train' | 'validation')[];
  /** The step that every tab shows; absent = the latest. */
  readonly step?: number;
  /** Absent = `overview`. */
  readonly tab?: TabId;
  /** What the layers are compared by, an id of the page's list of measures; absent = activation variance. */
  readonly measure?: string;
  /** What of a layer is distributed, and how that is drawn; absent = the first there is, as a heatmap. */
  readonly distribution?: { readonly of?: string; readonly look?: string };
  /** The two initializers compared seed by seed, and by which figure; absent = the best two, by the first figure. */
  readonly paired?: { readonly first?: string; readonly second?: string; readonly figure?: string };
  /** The one whose network is shown; absent = the first that is shown. */
  readonly initializer?: string;
  /** What the lanes of findings stand for; absent = the rules. */
  readonly lanes?: 'rule' | 'initializer';
  /** What the predictions are of: which samples are offered, from which one on, and the one picked. */
  readonly prediction?: {
    /** `all`, `wrong`, or a class by its label; absent = all. */
    readonly only?: string;
    readonly from?: number;
    readonly sample?: number;
    /** Cells of confusion matrices as shares of their row, in place of counts. */
    readonly shares?: boolean;
  };
  /** How the runs of a sweep are shown; absent = the first figure over the last two parameters. */
  readonly sweep?: {
    readonly figure?: string;
    /** A layer by its name; empty or absent = the last hidden one of each run. */
    readonly layer?: string;
    /** Names of the parameters across and down. */
    readonly x?: string;
    readonly y?: string;
    /** Row that keys act on, an index of the values down. */
    readonly row?: number;
    /** Index of the value that each other parameter is held at; absent = that of the run. */
    readonly held?: Readonly<Record<string, number>>;
  };
  /** Parts of axes that are shown, by the name of the axis. Charts with the same axis show the same part of it. */
  readonly zoom?: Readonly<Record<string, Range>>;
}

/**
 * A run embedded in a report: the element with id `initscope-recording` holds this as JSON. Columns are one
 * base64 string of deflated (raw) bytes, little-endian, series after series: steps as uint32, values as float32,
 * milliseconds since `origin` as uint32.
 */
export interface Recording {
  readonly version: typeof CONTRACT_VERSION;
  readonly manifest: RunManifest;
  /** Seconds since the epoch. */
  readonly origin: number;
  readonly series: readonly { readonly key: SeriesKey; readonly length: number }[];
  readonly columns: string;
  readonly histograms: readonly RecordedHistograms[];
  /**
   * Of all histograms, packed as `columns` is, but as float64: tag after tag the edges of all steps, then their counts. Of
   * an `even` tag only the first and last edge of each step.
   */
  readonly bins: string;
  readonly findings: FindingLines;
  /** Of a run that belongs to one: what its runs have come to. */
  readonly sweep?: SweepFacts;
}

/** What is recorded of a layer's histograms beside their bins. */
export interface RecordedHistograms {
  readonly layer: string;
  readonly trial: TrialId;
  readonly tags: readonly {
    readonly tag: string;
    readonly recorded: number;
    readonly steps: readonly number[];
    readonly bins: readonly number[];
    /** The bins of each step have one width. */
    readonly even: boolean;
  }[];
}
export const RECORDING_ELEMENT = 'initscope-recording';
