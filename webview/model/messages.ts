import type { HostMessage, LiveProgress, SeriesDelta, SeriesKey } from '../contract';
import type { RunManifest } from '../../src/runs/run';

/** A message that does not fit the contract: a host of another version, or a bug. */
export class MessageError extends Error {
  override readonly name = 'MessageError';
}

/** Checks a message at the boundary. @throws MessageError naming the field that does not fit */
export function parseHostMessage(data: unknown): HostMessage {
  const message = record(data, 'message');
  switch (message['type']) {
    case 'manifest': {
      const runFolder = message['runFolder'];
      return {
        type: 'manifest',
        manifest: parseManifest(message['manifest']),
        ...(typeof runFolder === 'string' ? { runFolder } : {}),
      };
    }
    case 'series':
      return { type: 'series', deltas: list(message['deltas'], 'deltas').map(parseDelta) };
    case 'progress':
      return { type: 'progress', progress: parseProgress(message['progress']) };
    case 'unavailable':
      return { type: 'unavailable', reason: string(message['reason'], 'reason') };
    default:
      throw misfit('type', 'manifest, series, progress or unavailable', message['type']);
  }
}

/** Checks the fields of `run.json` that the page reads. */
export function parseManifest(value: unknown): RunManifest {
  const manifest = record(value, 'manifest');
  if (manifest['format'] !== 1) throw misfit('manifest.format', '1', manifest['format']);
  for (const field of ['id', 'name', 'started', 'state']) string(manifest[field], `manifest.${field}`);
  for (const field of ['totalSteps', 'stepsPerEpoch']) number(manifest[field], `manifest.${field}`);
  const experiment = record(manifest['experiment'], 'manifest.experiment');
  string(experiment['name'], 'manifest.experiment.name');
  for (const choice of list(experiment['initializers'], 'manifest.experiment.initializers'))
    string(record(choice, 'initializer')['label'], 'initializer.label');
  const model = record(experiment['model'], 'manifest.experiment.model');
  for (const layer of list(model['layers'], 'manifest.experiment.model.layers'))
    string(record(layer, 'layer')['name'], 'layer.name');
  list(record(experiment['training'], 'manifest.experiment.training')['seeds'], 'training.seeds');
  const engine = record(manifest['engine'], 'manifest.engine');
  string(engine['name'], 'manifest.engine.name');
  for (const trial of list(manifest['trials'], 'manifest.trials')) {
    const fields = record(trial, 'trial');
    string(fields['initializer'], 'trial.initializer');
    number(fields['seed'], 'trial.seed');
    string(fields['state'], 'trial.state');
  }
  return value as RunManifest;
}

export function parseKey(value: unknown): SeriesKey {
  const { initializer, seed, split, tag } = record(value, 'key');
  if (split !== 'train' && split !== 'validation' && split !== 'probe')
    throw misfit('key.split', 'train, validation or probe', split);
  return {
    initializer: string(initializer, 'key.initializer'),
    seed: number(seed, 'key.seed'),
    split,
    tag: string(tag, 'key.tag'),
  };
}

function parseDelta(value: unknown): SeriesDelta {
  const { key, reset, steps, values, wallTimes } = record(value, 'delta');
  if (!(steps instanceof Float64Array)) throw misfit('delta.steps', 'a Float64Array', steps);
  if (!(values instanceof Float32Array)) throw misfit('delta.values', 'a Float32Array', values);
  if (!(wallTimes instanceof Float64Array)) throw misfit('delta.wallTimes', 'a Float64Array', wallTimes);
  if (values.length !== steps.length || wallTimes.length !== steps.length)
    throw misfit('delta', 'columns of one length', `${steps.length}, ${values.length}, ${wallTimes.length}`);
  return { key: parseKey(key), reset: reset === true, steps, values, wallTimes };
}

function parseProgress(value: unknown): LiveProgress | undefined {
  if (value === undefined || value === null) return undefined;
  const { stepsPerSecond, etaSeconds, done, total } = record(value, 'progress');
  return {
    stepsPerSecond: number(stepsPerSecond, 'progress.stepsPerSecond'),
    etaSeconds: number(etaSeconds, 'progress.etaSeconds'),
    done: number(done, 'progress.done'),
    total: number(total, 'progress.total'),
  };
}

function record(value: unknown, field: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw misfit(field, 'an object', value);
  return value as Record<string, unknown>;
}

function list(value: unknown, field: string): readonly unknown[] {
  if (!Array.isArray(value)) throw misfit(field, 'a list', value);
  return value;
}

function string(value: unknown, field: string): string {
  if (typeof value !== 'string') throw misfit(field, 'a text', value);
  return value;
}

function number(value: unknown, field: string): number {
  if (typeof value !== 'number') throw misfit(field, 'a number', value);
  return value;
}

const misfit = (field: string, expected: string, found: unknown): MessageError =>
  new MessageError(
    `The run's data do not fit this page: ${field} should be ${expected}, but is ${describe(found)}.`,
  );

const describe = (value: unknown): string => (value === undefined ? 'missing' : JSON.stringify(value));
