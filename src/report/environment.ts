import type { RunManifest } from '../runs/run';
import type { Experiment } from '../experiment/experiment';
import type { OptimizerSpec } from '../nn/optimizers/optimizer';
import type { ScheduleSpec } from '../nn/schedules/schedule';
import { reasonOf } from '../shared/engineChoice';
import { formatCount } from '../shared/figures';
import { t } from '../shared/l10n';

export type Fact = readonly [name: string, value: string];

/** Where, when and with what a run was made, in the reader's language. */
export function environmentOf(manifest: RunManifest): readonly Fact[] {
  const { experiment, engine, config, started, ended, git, versions } = manifest;
  // logs of another program do not tell what was trained
  const isOurs = manifest.source === undefined;
  return [
    [t('Run'), manifest.id],
    [t('Experiment'), experiment.name],
    [t('Config'), config.path],
    [t('Dataset'), isOurs ? datasetOf(experiment) : ''],
    [t('Model'), isOurs ? modelOf(experiment) : ''],
    [t('Training'), isOurs ? trainingOf(manifest) : ''],
    [t('Seeds'), experiment.training.seeds.join(', ')],
    [t('Engine'), [engine.name, engine.version].filter((part) => part !== '').join(' ')],
    [t('Device'), engine.device],
    [t('Why this engine'), reasonOf(engine)],
    [t('Started'), started],
    [t('Ended'), ended ?? t('not yet')],
    [t('Git commit'), git === undefined ? '' : git.dirty ? t('{0}, with changes', git.commit) : git.commit],
    [
      t('Versions'),
      Object.entries(versions)
        .map((entry) => entry.join(' '))
        .join(', '),
    ],
  ].filter((fact): fact is [string, string] => fact[1] !== '');
}

const datasetOf = ({ dataset }: Experiment): string =>
  t('{0}, normalisation {1}', dataset.source, dataset.normalization);

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
  return [
    loss,
    written(optimizer),
    ...groups.map((group) => t('{0} for {1}', written(group.optimizer), group.pattern)),
    ...(learningRate === undefined ? [] : scheduleOf(learningRate)),
    t('batch size {0}', batchSize),
    ...(length.kind === 'epochs' ? [t('{0} epochs', length.epochs)] : []),
    t('{0} updates per trial', formatCount(totalSteps)),
  ].join(', ');
}

const written = ({ name, parameters }: OptimizerSpec): string =>
  t('{0} with learning rate {1}', name, String(parameters.learningRate));

function scheduleOf({ name, parameters, warmup }: ScheduleSpec): readonly string[] {
  const given = Object.entries(parameters).map(([key, value]) => `${key} ${String(value)}`);
  return [
    ...(name === 'constant' ? [] : [[t('{0} schedule', name), ...given].join(' ')]),
    ...(warmup > 0 ? [t('warm-up of {0} updates', warmup)] : []),
  ];
}
