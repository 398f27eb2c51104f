import type { RunState, TrialState } from '../run';

const RUN_STATES: readonly RunState[] = ['running', 'paused', 'finished', 'stopped', 'failed', 'interrupted'];
const TRIAL_STATES: readonly TrialState[] = ['waiting', 'running', 'finished', 'diverged', 'stopped'];

/** Says what is wrong with the value at `path`, or undefined when nothing is. */
type Check = (value: unknown, path: string) => string | undefined;

const shown = (value: unknown): string =>
  value === undefined ? 'missing' : JSON.stringify(value).slice(0, 60);

const is =
  (type: 'string' | 'number'): Check =>
  (value, path) =>
    typeof value === type ? undefined : `\`${path}\` is ${shown(value)}, expected a ${type}`;

const oneOf =
  (allowed: readonly string[]): Check =>
  (value, path) =>
    allowed.includes(value as string)
      ? undefined
      : `\`${path}\` is ${shown(value)}, expected one of ${allowed.join(', ')}`;

const listOf =
  (item: Check): Check =>
  (value, path) =>
    Array.isArray(value)
      ? first(value.map((element, i) => item(element, `${path}[${i}]`)))
      : `\`${path}\` is ${shown(value)}, expected a list`;

const fields =
  (checks: Readonly<Record<string, Check>>): Check =>
  (value, path) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      return `\`${path}\` is ${shown(value)}, expected an object`;
    const record = value as Readonly<Record<string, unknown>>;
    const prefix = path === 'run.json' ? '' : `${path}.`;
    return first(Object.entries(checks).map(([key, check]) => check(record[key], prefix + key)));
  };

const first = (problems: readonly (string | undefined)[]): string | undefined =>
  problems.find((problem) => problem !== undefined);

/** Version 1 is the only one yet; a newer one may mean other things by the same fields. */
const format: Check = (value, path) => {
  if (value === 1) return undefined;
  if (typeof value === 'number' && value > 1)
    return `it has format ${value}, made by a newer InitScope; this one reads format 1`;
  return `\`${path}\` is ${shown(value)}, expected 1`;
};

/** What the surfaces rely on. The resolved experiment below its layers is as the parser made it. */
const manifest = fields({
  format,
  id: is('string'),
  name: is('string'),
  experiment: fields({
    name: is('string'),
    dataset: fields({ source: is('string') }),
    model: fields({ outputs: is('number'), layers: listOf(fields({ name: is('string') })) }),
    initializers: listOf(fields({ label: is('string') })),
    training: fields({ seeds: listOf(is('number')) }),
  }),
  config: fields({ path: is('string'), text: is('string') }),
  versions: fields({}),
  engine: fields({ name: is('string'), device: is('string') }),
  host: is('string'),
  pid: is('number'),
  started: is('string'),
  state: oneOf(RUN_STATES),
  trials: listOf(
    fields({ initializer: is('string'), seed: is('number'), state: oneOf(TRIAL_STATES), step: is('number') }),
  ),
  totalSteps: is('number'),
  stepsPerEpoch: is('number'),
});

/** What is wrong with a parsed run.json, in one sentence, or undefined. */
export const problemOfManifest = (value: unknown): string | undefined => manifest(value, 'run.json');
