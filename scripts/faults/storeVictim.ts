import { RunStore } from '../../src/runs/store/runStore';
import { RunWriter } from '../../src/runs/store/runWriter';
import { LOSS } from '../../src/shared/tags';
import { experimentOf, startOf } from '../../test/support/manifest';

/**
 * Victim of `npm run faults`: makes, trains, renames and deletes runs as fast as it can, and says on stdout what is
 * done, one line of JSON each, only once it is. Knows no end.
 */
export type Acknowledged =
  | { readonly what: 'created'; readonly run: string }
  | { readonly what: 'step'; readonly run: string; readonly step: number }
  | { readonly what: 'finished' | 'deleting' | 'deleted'; readonly run: string }
  | { readonly what: 'renamed'; readonly run: string; readonly name: string };

const STEPS = 12;
const [runsFolder = '.'] = process.argv.slice(2);
const say = (acknowledged: Acknowledged): void =>
  void process.stdout.write(`${JSON.stringify(acknowledged)}\n`);

async function work(): Promise<void> {
  const store = new RunStore(runsFolder);
  for (let round = 0; ; round++) {
    const writer = await RunWriter.create(runsFolder, startOf(experimentOf(['heNormal'])));
    const run = writer.id;
    const trial = { initializer: 'heNormal', seed: 1 };
    say({ what: 'created', run });
    writer.updateTrial(trial, { state: 'running' });
    for (let step = 1; step <= STEPS; step++) {
      writer.scalar(trial, { split: 'train', tag: LOSS, step, wallTime: Date.now() / 1000, value: 1 / step });
      writer.updateTrial(trial, { step });
      writer.flush();
      say({ what: 'step', run, step });
      if (step % 4 === 0) await new Promise((resolve) => setTimeout(resolve, 3));
    }
    writer.updateTrial(trial, { state: 'finished' });
    await writer.finish('finished');
    say({ what: 'finished', run });
    const entry = await store.resolve(run);
    const name = `round ${round}`;
    await store.rename(entry, name);
    say({ what: 'renamed', run, name });
    if (round % 2 === 1) {
      say({ what: 'deleting', run });
      await store.delete(entry);
      say({ what: 'deleted', run });
    }
  }
}

void work();
