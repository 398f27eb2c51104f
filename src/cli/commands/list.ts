import { RunStore } from '../../runs/store/runStore';
import type { ReadableRun, RunEntry } from '../../runs/store/runStore';
import { resolvePath } from '../environment';
import type { Environment } from '../environment';
import { EXIT } from '../exitCodes';
import type { ExitCode } from '../exitCodes';
import { JSON_FORMAT, runFacts, toJson } from '../format/json';
import { duration } from '../../shared/figures';
import { table } from '../format/table';
import type { Column } from '../format/table';

export interface ListOptions {
  readonly runs: string;
  readonly json?: true;
}

/** All runs, the latest first. */
export async function list(environment: Environment, options: ListOptions): Promise<ExitCode> {
  const { io } = environment;
  const folder = resolvePath(environment, options.runs);
  const entries = await new RunStore(folder).list();
  if (options.json) io.out(toJson({ format: JSON_FORMAT, runs: entries.map(facts) }));
  else if (entries.length === 0) io.out(`No runs in ${folder}. Start one with \`initscope run <config>\`.\n`);
  else io.out(`${table(columns, entries)}\n`);
  return EXIT.ok;
}

const facts = (entry: RunEntry): object =>
  entry.kind === 'run'
    ? runFacts(entry.manifest, entry.folder)
    : { id: entry.id, experiment: entry.experiment, folder: entry.folder, unreadable: entry.reason };

/** A cell of a run that can be read; the others leave it empty. */
const ofRun =
  (cell: (run: ReadableRun['manifest']) => string) =>
  (entry: RunEntry): string =>
    entry.kind === 'run' ? cell(entry.manifest) : '';

const columns: readonly Column<RunEntry>[] = [
  { title: 'run', cell: ({ id }) => id },
  { title: 'experiment', cell: ({ experiment }) => experiment },
  {
    title: 'state',
    cell: (entry) => (entry.kind === 'run' ? entry.manifest.state : `unreadable: ${entry.reason}`),
  },
  { title: 'trials', align: 'right', cell: ofRun(({ trials }) => String(trials.length)) },
  { title: 'engine', cell: ofRun(({ engine }) => engine.name) },
  {
    title: 'took',
    align: 'right',
    cell: ofRun(({ started, ended }) => duration((Date.parse(ended ?? '') - Date.parse(started)) / 1000)),
  },
  { title: 'name', cell: ofRun(({ id, name }) => (name === id ? '' : name)) },
];
