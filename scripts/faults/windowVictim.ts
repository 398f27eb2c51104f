import { parseAndInspect } from '../../src/experiment/inspect';
import { Sessions } from '../../src/extension/sessions/sessions';
import { readManifest } from '../../src/runs/store/manifest';
import { launchTrainer } from '../../src/trainer/client';

/**
 * Victim of `npm run faults`: what an editor's window does with a trainer, without the editor. Says on stdout what a
 * person is told, one line of JSON each.
 */
export type Told =
  | { readonly what: 'trainer'; readonly pid: number }
  | { readonly what: 'run'; readonly folder: string }
  | {
      readonly what: 'steps';
      readonly trials: readonly {
        readonly initializer: string;
        readonly seed: number;
        readonly step: number;
      }[];
    }
  | { readonly what: 'ended'; readonly kind: string };

/** What the victim is to do: begin a run, or go on with one. */
export interface Order {
  /** The bundled trainer. */
  readonly trainer: string;
  readonly config: { readonly path: string; readonly text: string };
  readonly runsFolder: string;
  /** Absent: a new one. */
  readonly runFolder?: string;
}

const say = (told: Told): void => void process.stdout.write(`${JSON.stringify(told)}\n`);

async function work({ trainer, config, runsFolder, runFolder }: Order): Promise<void> {
  const sessions = new Sessions({
    launch: async (listeners) => {
      const client = await launchTrainer({ script: trainer }, listeners);
      say({ what: 'trainer', pid: client.pid });
      return client;
    },
    log: { info: () => undefined, warn: console.error, error: console.error },
  });
  sessions.changed.listen(({ progress }) => {
    if (progress !== undefined)
      say({
        what: 'steps',
        trials: progress.trials.map(({ initializer, seed, step }) => ({ initializer, seed, step })),
      });
  });
  const ended = new Promise<void>((resolve) =>
    sessions.ended.listen(({ end }) => {
      say({ what: 'ended', kind: end.kind });
      resolve();
    }),
  );
  const places = { engineFolders: [], datasetCache: runsFolder };
  const begin = async (): ReturnType<Sessions['start']> => {
    if (runFolder !== undefined)
      return sessions.continueRun({ ...places, runFolder }, await readManifest(runFolder));
    const { experiment, problems } = await parseAndInspect(config.text, config.path);
    if (experiment === undefined) throw new Error(JSON.stringify(problems));
    return sessions.start({ ...places, experiment, config, runsFolder });
  };
  const { run } = await begin();
  if (run !== undefined) say({ what: 'run', folder: run.runFolder });
  await ended;
}

void work(JSON.parse(process.argv[2] ?? '') as Order);
