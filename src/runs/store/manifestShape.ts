import { isPhrase } from '../../shared/phrase';
import { fields, is, listOf, mapOf, maybe, misfit, oneOf, problemOf, variants } from '../../shared/shape';
import type { Check } from '../../shared/shape';
import type { RunState, TrialState } from '../run';

const RUN_STATES: readonly RunState[] = ['running', 'paused', 'finished', 'stopped', 'failed', 'interrupted'];
export const TRIAL_STATES: readonly TrialState[] = ['waiting', 'running', 'finished', 'diverged', 'stopped'];

/** Version 1 is the only one yet; a newer one may mean other things by the same fields. */
const format: Check = (value, place) => {
  if (value === 1) return undefined;
  if (typeof value === 'number' && value > 1)
    return `it has format ${value}, made by a newer InitScope; this one reads format 1`;
  return misfit(value, place, '1');
};

const shape = listOf(is('number'));
const optimizer = fields({ name: is('string'), parameters: fields({ learningRate: is('number') }) });

export const spoken: Check = (value, place) =>
  isPhrase(value) ? undefined : misfit(value, place, 'a phrase');

/** How long each trial trains. */
const length = variants(
  { epochs: fields({ epochs: is('number') }), steps: fields({ steps: is('number') }) },
  'kind',
);

/** JSON has no infinity: such a value is null. */
const predicted: Check = (value, place) =>
  value === null || typeof value === 'number' ? undefined : misfit(value, place, 'a number or null');

/** Values are numbers or texts. */
const sweptValue: Check = (value, place) =>
  typeof value === 'number' || typeof value === 'string'
    ? undefined
    : misfit(value, place, 'a number or a text');

export const sweepAxes = listOf(fields({ name: is('string'), values: listOf(sweptValue) }));

export const sweep = fields({
  id: is('string'),
  axes: sweepAxes,
  at: listOf(is('number')),
});

/** What the surfaces rely on. Of the resolved experiment, what is shown; the rest is as the parser made it. */
export const manifest = fields({
  format,
  id: is('string'),
  name: is('string'),
  note: maybe(is('string')),
  tags: maybe(listOf(is('string'))),
  pinned: maybe(is('boolean')),
  experiment: fields({
    name: is('string'),
    dataset: fields({ source: is('string'), normalization: is('string') }),
    model: fields({
      inputShape: shape,
      outputs: is('number'),
      layers: listOf(
        fields({ name: is('string'), outputShape: shape, activation: maybe(fields({ name: is('string') })) }),
      ),
    }),
    initializers: listOf(fields({ label: is('string') })),
    training: fields({
      optimizer,
      groups: maybe(listOf(fields({ pattern: is('string'), optimizer }))),
      learningRate: maybe(fields({ name: is('string'), parameters: fields({}) })),
      loss: is('string'),
      batchSize: is('number'),
      length,
      seeds: listOf(is('number')),
    }),
  }),
  config: fields({ path: is('string'), text: is('string') }),
  versions: mapOf(is('string')),
  engine: fields({
    name: is('string'),
    version: is('string'),
    device: is('string'),
    reason: is('string'),
    phrases: maybe(listOf(spoken)),
  }),
  git: maybe(fields({ commit: is('string') })),
  host: is('string'),
  pid: is('number'),
  started: is('string'),
  ended: maybe(is('string')),
  state: oneOf(RUN_STATES),
  failure: maybe(fields({ message: is('string'), log: listOf(is('string')) })),
  trials: listOf(
    fields({
      initializer: is('string'),
      seed: is('number'),
      state: oneOf(TRIAL_STATES),
      step: is('number'),
      divergence: maybe(fields({ step: is('number'), tensor: is('string') })),
    }),
  ),
  prediction: maybe(mapOf(mapOf(mapOf(predicted)))),
  totalSteps: is('number'),
  stepsPerEpoch: is('number'),
  samples: maybe(fields({ train: is('number'), validation: is('number') })),
  sweep: maybe(sweep),
});

/** What is wrong with a parsed run.json, in one sentence, or undefined. */
export const problemOfManifest = (value: unknown): string | undefined =>
  problemOf(manifest, value, 'run.json');
