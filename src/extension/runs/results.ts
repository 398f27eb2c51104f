import type { InitializerResult } from '../../language/protocol';

/** What a run has measured so far, by initializer, as explorer and lenses show it. */
export interface RunResults {
  /** In the order of the config. */
  readonly initializers: readonly InitializerResult[];
  /** Label of the best one; absent before the first evaluation. */
  readonly best?: string;
}
