import { acrossCheckpoints } from '../../runs/acrossCheckpoints';
import type { TensorHistory, TensorPoint } from '../../runs/acrossCheckpoints';
import type { TrialManifest } from '../../runs/run';
import { readCheckpoint, listCheckpoints } from '../../runs/store/checkpoints';
import { trialFolderOf } from '../../runs/store/layout';
import { tensorStatistics } from '../../runs/weightStatistics';
import type { TensorStatistics } from '../../runs/weightStatistics';
import type { CheckpointFacts } from '../../runs/checkpoint';
import { formatShape } from '../../nn/shape';
import { loss, percent, significant } from '../../shared/figures';
import type { Environment } from '../environment';
import { CliError, EXIT } from '../exitCodes';
import type { ExitCode } from '../exitCodes';
import { trialsMeant } from '../findCheckpoint';
import type { TrialChoice } from '../findCheckpoint';
import { JSON_FORMAT, toJson } from '../format/json';
import { table } from '../format/table';
import type { Column } from '../format/table';
import { findRun } from '../loadRun';
import type { LoadedRun } from '../loadRun';

export interface CheckpointsOptions extends TrialChoice {
  readonly runs: string;
  /** Names or patterns: what became of these layers from checkpoint to checkpoint, in place of a list of checkpoints. */
  readonly layers?: readonly string[];
  readonly json?: true;
}

interface Described {
  readonly facts: CheckpointFacts;
  readonly folder: string;
  readonly tensors: readonly TensorStatistics[];
}

/** The checkpoints of a run, with statistics of each layer's tensors; or those of some layers across checkpoints. */
export async function checkpoints(
  environment: Environment,
  reference: string,
  options: CheckpointsOptions,
): Promise<ExitCode> {
  const { io } = environment;
  const run = await findRun(environment, options.runs, reference);
  if (options.layers) return layersAcross(environment, run, options.layers, options);
  const described: Described[] = [];
  for (const trial of trialsMeant(run, options))
    for (const { folder, facts } of await listCheckpoints(trialFolderOf(run.folder, trial)))
      described.push({ folder, facts, tensors: tensorStatistics((await readCheckpoint(folder)).tensors) });
  if (options.json)
    io.out(
      toJson({
        format: JSON_FORMAT,
        checkpoints: described.map(({ facts, folder, tensors }) => ({ folder, ...facts, tensors })),
      }),
    );
  else if (described.length === 0) io.out('The run has no checkpoint.\n');
  else for (const each of described) io.out(`${heading(each)}\n\n${table(columns, each.tensors)}\n\n`);
  return EXIT.ok;
}

interface TrialHistory extends Pick<TrialManifest, 'initializer' | 'seed'> {
  readonly tensors: readonly TensorHistory[];
}

/** @throws CliError `usage` when no checkpoint has such a layer */
async function layersAcross(
  { io }: Environment,
  run: LoadedRun,
  layers: readonly string[],
  options: CheckpointsOptions,
): Promise<ExitCode> {
  const trials: TrialHistory[] = [];
  for (const { initializer, seed } of trialsMeant(run, options)) {
    const stored = await listCheckpoints(trialFolderOf(run.folder, { initializer, seed }));
    trials.push({ initializer, seed, tensors: await acrossCheckpoints(stored, layers) });
  }
  if (trials.every(({ tensors }) => tensors.length === 0)) {
    const { model } = run.reader.manifest.experiment;
    const names = model.layers.map(({ name }) => name).join(', ');
    throw new CliError(EXIT.usage, `No checkpoint has weights of ${layers.join(', ')}; layers are: ${names}`);
  }
  io.out(
    options.json
      ? toJson({ format: JSON_FORMAT, trials })
      : trials
          .flatMap(({ tensors, ...trial }) => tensors.map((tensor) => historyText(trial, tensor)))
          .join(''),
  );
  return EXIT.ok;
}

const historyText = (
  { initializer, seed }: Pick<TrialHistory, 'initializer' | 'seed'>,
  { path, shape, points }: TensorHistory,
): string =>
  `${initializer}, seed ${seed}, ${path} ${formatShape(shape)}\n\n${table(pointColumns, points)}\n\n`;

function heading({ facts, folder }: Described): string {
  const { initializer, seed, step, validation, best } = facts;
  const evaluation =
    validation &&
    `at step ${validation.step}: loss ${loss(validation.loss)}, accuracy ${percent(validation.accuracy)}`;
  return [
    `${initializer}, seed ${seed}, step ${step}${best?.step === step ? ' (best)' : ''}`,
    ...(evaluation === undefined ? [] : [`validation ${evaluation}`]),
    folder,
  ].join('\n');
}

const FIGURES = ['mean', 'sd', 'norm', 'min', 'max'] as const;
const figureColumns: readonly Column<Pick<TensorStatistics, (typeof FIGURES)[number]>>[] = FIGURES.map(
  (title) => ({ title, align: 'right', cell: (tensor) => significant(tensor[title]) }),
);

const pointColumns: readonly Column<TensorPoint>[] = [
  { title: 'step', align: 'right', cell: ({ step }) => String(step) },
  ...figureColumns,
  { title: 'change', align: 'right', cell: ({ change }) => (change === undefined ? '' : percent(change)) },
];

const columns: readonly Column<TensorStatistics>[] = [
  { title: 'tensor', cell: ({ path }) => path },
  { title: 'shape', align: 'right', cell: ({ shape }) => formatShape(shape) },
  ...figureColumns,
];
