import { NotificationType, RequestType } from 'vscode-jsonrpc';

/** Contract between the language client (`src/extension/language/`) and the language server. */

/** What the client tells the server at the start. */
export interface ServerOptions {
  /** Texts of the editor's language by the English ones; absent: English. */
  readonly texts?: Readonly<Record<string, string>>;
}

/** What to train: a config file, all of its initializers or the one with this label. */
export interface RunTarget {
  /** Uri of the config file. */
  readonly config: string;
  readonly initializer?: string;
}

/** A run on disk. */
export interface RunReference {
  /** Absolute path of the folder that holds run.json. */
  readonly folder: string;
}

/** Figure by which initializers are compared: the best validation accuracy or, for regression, validation loss. */
export interface Figure {
  readonly metric: 'accuracy' | 'loss';
  /** Mean over seeds; not finite when no value was measured. */
  readonly value: number;
}

/** How one initializer fared in the newest run that trained it as the config has it now. */
export interface InitializerResult extends RunReference {
  readonly state: 'running' | 'finished' | 'diverged' | 'stopped';
  readonly figure?: Figure;
  /** The best of those asked for; absent where there is nothing to be better than. */
  readonly best?: true;
}

/** What a health rule found in a run. */
export interface RunFinding {
  /** Name of the rule. */
  readonly rule: string;
  readonly severity: 'error' | 'warning' | 'info';
  readonly message: string;
  /** Absent where it is about the dataset. */
  readonly initializer?: string;
}

/** The newest run of a config file, as far as its lenses tell. */
export interface LastRun extends RunReference {
  readonly name: string;
  readonly running: boolean;
  /** The run of the same config before it. */
  readonly before?: RunReference;
  /** The best initializer; absent before the first evaluation. */
  readonly best?: { readonly label: string; readonly figure: Figure };
  /** What the health rules found; diagnostics until the config is run again. */
  readonly findings: readonly RunFinding[];
}

/** Client to server: the newest run of each config that has one, by uri; replaces all that was sent before. */
export const LastRunsChanged = new NotificationType<{ readonly runs: Readonly<Record<string, LastRun>> }>(
  'initscope/lastRunsChanged',
);

/** Initializers of a config, each named by what is trained (`trainedAs`). */
export interface ResultsQuestion {
  /** Uri of the config file. */
  readonly config: string;
  readonly initializers: readonly string[];
}

/** Server to client: how initializers fared, in the same order; null where no run has trained one. */
export const ResultsRequest = new RequestType<
  ResultsQuestion,
  readonly (InitializerResult | null)[],
  undefined
>('initscope/results');
