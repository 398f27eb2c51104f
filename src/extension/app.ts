import type { TrainerClient, TrainerListeners } from '../trainer/client';
import type { Explorer } from './explorer/view';
import type { RunPanels } from './panel/panels';
import type { Places } from './places';
import type { RunIndex } from './runs/runIndex';
import type { SummaryCache } from './runs/summaryCache';
import type { Sessions } from './sessions/sessions';
import type { Log } from './ui/log';
import type { Pages } from './ui/pages';

/** The parts that commands work with; put together in `host.ts`. */
export interface App {
  /** `publisher.name`. */
  readonly id: string;
  readonly version: string;
  readonly places: Places;
  readonly log: Log;
  readonly pages: Pages;
  readonly sessions: Sessions;
  readonly index: RunIndex;
  readonly summaries: SummaryCache;
  readonly panels: RunPanels;
  readonly explorer: Explorer;
  readonly launchTrainer: (listeners?: TrainerListeners) => Promise<TrainerClient>;
}
