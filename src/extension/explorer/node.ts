import type { RunReference } from '../../language/protocol';
import type { NetworkId } from '../../trainer/protocol';

/** A row of the explorer as data. */
export interface Node {
  readonly kind: 'experiment' | 'sweep' | 'run' | 'initializer' | 'checkpoint';
  /** The same row has the same id after every refresh, so that it stays selected and expanded. */
  readonly id: string;
  readonly label: string;
  readonly description: string;
  readonly icon: Icon;
  /** Markdown. */
  readonly tooltip: string;
  /** `viewItem` of when clauses. */
  readonly context: string;
  readonly expanded: boolean;
  readonly children: readonly Node[];
  /** What a click opens, and commands of the context menu act on. */
  readonly run?: RunReference & { readonly tab?: 'sweep' };
  /** Of an initializer: trials that have kept checkpoints. Those are its children, read when the row is unfolded. */
  readonly keeping?: Keeping;
  /** The one that a row stands for. */
  readonly checkpoint?: NetworkId;
}

export interface Keeping {
  readonly initializer: string;
  /** By seed, the step of the latest. */
  readonly latest: Readonly<Record<number, number>>;
  /** Training goes on from the latest when the run is resumed. */
  readonly resumable: boolean;
}

export interface Icon {
  /** Codicon. */
  readonly id: string;
  /** Theme colour. */
  readonly color?: string;
}

/** How a state of a run or initializer looks, everywhere in the explorer. */
export const ICONS = {
  experiment: { id: 'beaker' },
  sweep: { id: 'table' },
  pinned: { id: 'pinned' },
  running: { id: 'loading~spin', color: 'charts.blue' },
  waiting: { id: 'circle-outline' },
  paused: { id: 'debug-pause', color: 'charts.yellow' },
  /** Finished, and no better than chance. */
  unlearned: { id: 'warning', color: 'problemsWarningIcon.foreground' },
  finished: { id: 'pass-filled', color: 'testing.iconPassed' },
  stopped: { id: 'circle-slash' },
  failed: { id: 'error', color: 'testing.iconFailed' },
  interrupted: { id: 'warning', color: 'problemsWarningIcon.foreground' },
  diverged: { id: 'flame', color: 'charts.red' },
  best: { id: 'star-full', color: 'charts.yellow' },
  checkpoint: { id: 'save' },
  unreadable: { id: 'question', color: 'problemsWarningIcon.foreground' },
} as const satisfies Readonly<Record<string, Icon>>;
