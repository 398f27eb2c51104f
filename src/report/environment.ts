import type { RunManifest } from '../runs/run';
import type { Experiment } from '../experiment/experiment';
import type { OptimizerSpec } from '../nn/optimizers/optimizer';
import type { ScheduleSpec } from '../nn/schedules/schedule';

export type Fact = readonly [name: string, value: string];

/** Where, when and with what a run was made. */
export function environmentOf(manifest: RunManifest): readonly Fact[] {
  const { experiment, engine, config, started, ended, git, versions } = manifest;
  // logs of another program do not tell what was trained
  const isOurs = manifest.source === undefined;
  return [
    ['Run', manifest.id],
    ['Experiment', experiment.name],
    ['Config', config.path],
    ['Dataset', isOurs ? datasetOf(experiment) : ''],
    ['Model', isOurs ? modelOf(experiment) : ''],
    ['Training', isOurs ? trainingOf(manifest) : ''],
    ['Seeds', experiment.training.seeds.join(', ')],
    ['Engine', [engine.name, engine.version].filter((part) => part !== '').join(' ')],
    ['Device', engine.device],
    ['Why this engine', engine.reason],
    ['Started', started],
    ['Ended', ended ?? 'not yet'],
    ['Git commit', git === undefined ? '' : `${git.commit}${git.dirty ? ', with changes' : ''}`],
    [
      'Versions',
      Object.entries(versions)
        .map((entry) => entry.join(' '))
        .join(', '),
    ],
  ].filter((fact): fact is [string, string] => fact[1] !== '');
}

const datasetOf = ({ dataset }: Experiment): string =>
  `${dataset.source}, normalisation ${dataset.normalization}`;

const modelOf = ({ model }: Experiment): string =>
  [
    model.inputShape.join('×'),
    ...model.layers.map(
      ({ name, outputShape, activation }) =>
        `${name} ${outputShape.join('×')}${activation === undefined ? '' : ` ${activation.name}`}`,
    ),
  ].join(' → ');

function trainingOf({ experiment, totalSteps }: RunManifest): string {
  const { optimizer, groups = [], learningRate, batchSize, length, loss } = experiment.training;
  const epochs = length.kind === 'epochs' ? `${length.epochs} epochs, ` : '';
  const others = groups.map((group) => `, ${written(group.optimizer)} for ${group.pattern}`).join('');
  return `${loss}, ${written(optimizer)}${others}${scheduleOf(learningRate)}, batch size ${batchSize}, ${epochs}${totalSteps} updates per trial`;
}

const written = ({ name, parameters }: OptimizerSpec): string =>
  `${name} with learning rate ${parameters.learningRate}`;

function scheduleOf(schedule: ScheduleSpec | undefined): string {
  if (schedule === undefined) return '';
  const { name, parameters, warmup } = schedule;
  const given = Object.entries(parameters).map(([key, value]) => `${key} ${String(value)}`);
  return [
    ...(name === 'constant' ? [] : [`, ${[`${name} schedule`, ...given].join(' ')}`]),
    ...(warmup > 0 ? [`, warm-up of ${warmup} updates`] : []),
  ].join('');
}
