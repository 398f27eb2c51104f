import type { HealthFinding } from '../health/finding';
import type { RunWriter } from '../runs/store/runWriter';
import type { LiveFeed } from './liveFeed';

/** What a run needs of the process that trains it. */
export interface RunServices {
  /** Any folder inside this package. */
  readonly moduleFolder: string;
  readonly feed: LiveFeed;
  /** One line for the host's log. */
  readonly note: (text: string) => void;
  /** A health rule has found something that the person wants to be told of. */
  readonly onFinding: (finding: HealthFinding) => void;
  /** Told as soon as there is a run, so that what it measured can be saved when this process has to go. */
  readonly onRun: (writer: RunWriter) => void;
  /** Milliseconds, monotonic. */
  readonly now: () => number;
}
