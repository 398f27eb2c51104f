import { readCheckpoint, listCheckpoints } from '../../runs/store/checkpoints';
import { trialFolderOf } from '../../runs/store/layout';
import { tensorStatistics } from '../../runs/weightStatistics';
import type { TensorStatistics } from '../../runs/weightStatistics';
import type { CheckpointFacts } from '../../runs/checkpoint';
import { formatShape } from '../../nn/shape';
import { loss, percent, significant } from '../../shared/figures';
import type { Environment } from '../environment';
import { EXIT } from '../exitCodes';
import type { ExitCode } from '../exitCodes';
import { trialsMeant } from '../findCheckpoint';
import type { TrialChoice } from '../findCheckpoint';
import { JSON_FORMAT, toJson } from '../format/json';
import { table } from '../format/table';
import type { Column } from '../format/table';
import { findRun } from '../loadRun';

export interface CheckpointsOptions extends TrialChoice {
  readonly runs: string;
  readonly json?: true;
}

interface Described {
  readonly facts: CheckpointFacts;
  readonly folder: string;
  readonly tensors: readonly TensorStatistics[];
}

/** The checkpoints of a run, with statistics of each layer's tensors. */
export async function checkpoints(
  environment: Environment,
  reference: string,
  options: CheckpointsOptions,
): Promise<ExitCode> {
  const { io } = environment;
  const run = await findRun(environment, options.runs, reference);
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

const figure =
  (key: 'mean' | 'sd' | 'norm' | 'min' | 'max') =>
  (tensor: TensorStatistics): string =>
    significant(tensor[key]);

const columns: readonly Column<TensorStatistics>[] = [
  { title: 'tensor', cell: ({ path }) => path },
  { title: 'shape', align: 'right', cell: ({ shape }) => formatShape(shape) },
  { title: 'mean', align: 'right', cell: figure('mean') },
  { title: 'sd', align: 'right', cell: figure('sd') },
  { title: 'norm', align: 'right', cell: figure('norm') },
  { title: 'min', align: 'right', cell: figure('min') },
  { title: 'max', align: 'right', cell: figure('max') },
];
