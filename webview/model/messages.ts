import type {
  HistogramColumns,
  HostMessage,
  LiveProgress,
  Operation,
  SeriesDelta,
  SeriesKey,
  TrialEvaluation,
  TrialId,
  ValidationSet,
} from '../contract';
import type { RunManifest } from '../../src/runs/run';
import { problemOfManifest } from '../../src/runs/store/manifestShape';
import type { SweepFacts } from '../../src/runs/sweep/facts';
import { sweepFacts } from '../../src/runs/sweep/factsShape';
import { problemOf } from '../../src/shared/shape';
import { TAB_IDS } from './tabs';

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
    case 'histograms':
      return {
        type: 'histograms',
        layer: string(message['layer'], 'layer'),
        trial: parseTrial(message['trial']),
        histograms: list(message['histograms'], 'histograms').map(parseHistograms),
      };
    case 'validation':
      return { type: 'validation', ...parseValidation(message) };
    case 'samples': {
      const { values } = message;
      if (!(values instanceof Uint8Array) && !(values instanceof Float32Array))
        throw misfit('values', 'bytes or floats', values);
      const indices = numbers(message['indices'], 'indices');
      if (values.length % Math.max(1, indices.length) !== 0)
        throw misfit('values', `as many for each of ${indices.length} samples`, values.length);
      return { type: 'samples', indices, values };
    }
    case 'evaluation':
      return { type: 'evaluation', ...parseEvaluation(message) };
    case 'notEvaluated':
      return {
        type: 'notEvaluated',
        ...(message['trial'] === undefined ? {} : { trial: parseTrial(message['trial']) }),
        reason: string(message['reason'], 'reason'),
      };
    case 'findings':
      return { type: 'findings', lines: string(message['lines'], 'lines') };
    case 'operations':
      return {
        type: 'operations',
        operations: list(message['operations'], 'operations').map(parseOperation),
      };
    case 'noOperations':
      return { type: 'noOperations', reason: string(message['reason'], 'reason') };
    case 'sweep':
      return { type: 'sweep', facts: parseSweep(message['facts']) };
    case 'show': {
      const tab = TAB_IDS.find((id) => id === message['tab']);
      if (tab === undefined) throw misfit('tab', 'the name of a tab', message['tab']);
      return { type: 'show', tab };
    }
    case 'pong':
      return { type: 'pong' };
    case 'unavailable':
      return { type: 'unavailable', reason: string(message['reason'], 'reason') };
    default:
      throw misfit(
        'type',
        'manifest, series, progress, histograms, findings, validation, samples, evaluation, notEvaluated, operations, noOperations, sweep, show, pong or unavailable',
        message['type'],
      );
  }
}

/** @throws MessageError saying what is wrong with the manifest */
export function parseManifest(value: unknown): RunManifest {
  const problem = problemOfManifest(value);
  if (problem !== undefined) throw new MessageError(`This page cannot read the run's manifest: ${problem}.`);
  return value as RunManifest;
}

/** @throws MessageError saying what is wrong with what is told of a sweep */
export function parseSweep(value: unknown): SweepFacts {
  const problem = problemOf(sweepFacts, value, 'facts');
  if (problem !== undefined) throw new MessageError(`The run's data do not fit this page: ${problem}.`);
  return value as SweepFacts;
}

function parseTrial(value: unknown): TrialId {
  const { initializer, seed } = record(value, 'trial');
  return { initializer: string(initializer, 'trial.initializer'), seed: number(seed, 'trial.seed') };
}

function parseValidation(message: Readonly<Record<string, unknown>>): ValidationSet {
  const { classes, targets } = message;
  if (!(targets instanceof Int32Array) && !(targets instanceof Float32Array))
    throw misfit('targets', 'an Int32Array or a Float32Array', targets);
  const count = number(message['count'], 'count');
  if (count < 1 || targets.length % count !== 0)
    throw misfit('targets', `as many for each of ${count} samples`, targets.length);
  return {
    count,
    shape: numbers(message['shape'], 'shape'),
    bytes: message['bytes'] === true,
    ...(classes === undefined
      ? {}
      : { classes: list(classes, 'classes').map((name) => string(name, 'classes')) }),
    targets,
    outputs: number(message['outputs'], 'outputs'),
    engine: string(message['engine'], 'engine'),
  };
}

function parseEvaluation(message: Readonly<Record<string, unknown>>): TrialEvaluation {
  const { best, loss, predicted, outputs, drawn } = message;
  if (predicted !== undefined && !(predicted instanceof Int32Array))
    throw misfit('predicted', 'an Int32Array', predicted);
  if (!(outputs instanceof Float32Array)) throw misfit('outputs', 'a Float32Array', outputs);
  if (drawn !== undefined && !(drawn instanceof Float32Array)) throw misfit('drawn', 'a Float32Array', drawn);
  const samples = numbers(message['samples'], 'samples');
  if (outputs.length % Math.max(1, samples.length) !== 0)
    throw misfit('outputs', `as many for each of ${samples.length} samples`, outputs.length);
  return {
    trial: parseTrial(message['trial']),
    step: number(message['step'], 'step'),
    steps: numbers(message['steps'], 'steps'),
    ...(best === undefined ? {} : { best: number(best, 'best') }),
    // JSON has no NaN
    loss: loss === null ? Number.NaN : number(loss, 'loss'),
    ...(predicted === undefined ? {} : { predicted }),
    samples,
    outputs,
    ...(drawn === undefined ? {} : { drawn }),
  };
}

function parseOperation(value: unknown): Operation {
  const { kernel, inputs, output, makes } = record(value, 'operation');
  return {
    kernel: string(kernel, 'operation.kernel'),
    inputs: list(inputs, 'operation.inputs').map((input) => {
      const { shape, name } = record(input, 'operation.inputs');
      return {
        shape: numbers(shape, 'operation.inputs.shape'),
        ...(name === undefined ? {} : { name: string(name, 'operation.inputs.name') }),
      };
    }),
    output: numbers(output, 'operation.output'),
    makes: list(makes, 'operation.makes').map((name) => string(name, 'operation.makes')),
  };
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

function parseHistograms(value: unknown): HistogramColumns {
  const { tag, recorded, steps, bins, edges, counts } = record(value, 'histograms');
  if (!(steps instanceof Float64Array)) throw misfit('histograms.steps', 'a Float64Array', steps);
  if (!(bins instanceof Uint32Array)) throw misfit('histograms.bins', 'a Uint32Array', bins);
  if (!(edges instanceof Float64Array)) throw misfit('histograms.edges', 'a Float64Array', edges);
  if (!(counts instanceof Float64Array)) throw misfit('histograms.counts', 'a Float64Array', counts);
  const total = bins.reduce((sum, count) => sum + count, 0);
  if (bins.length !== steps.length || counts.length !== total || edges.length !== total + bins.length)
    throw misfit(
      'histograms',
      'columns that fit each other',
      `${bins.length}, ${counts.length}, ${edges.length}`,
    );
  return {
    tag: string(tag, 'histograms.tag'),
    recorded: number(recorded, 'histograms.recorded'),
    steps,
    bins,
    edges,
    counts,
  };
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

const numbers = (value: unknown, field: string): readonly number[] =>
  list(value, field).map((item) => number(item, field));

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

const describe = (value: unknown): string =>
  value === undefined ? 'missing' : JSON.stringify(value).slice(0, 60);
