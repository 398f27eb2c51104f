import { ACTIONS, SEVERITIES } from '../health/finding';
import type { HealthFinding } from '../health/finding';
import { ENGINE_NAMES } from '../shared/engineNames';
import { all, columns, fields, is, listOf, maybe, oneOf, problemOf, typed } from '../shared/shape';
import type { Operation } from '../shared/operation';
import type { Check } from '../shared/shape';
import { spoken, sweep, TRIAL_STATES } from '../runs/store/manifestShape';
import { NETWORK_FORMATS } from './exportNetwork';
import type * as protocol from './protocol';

/**
 * What host and trainer hold each other's messages to. The other side is of the same version (`Hello` sees to that)
 * and trusted; but what it sends may have been made by a defect, and a defect is best met at the border.
 */

/** A message that does not fit the protocol: a defect of the side that sent it. */
export class ProtocolError extends Error {
  override readonly name = 'ProtocolError';
}

/** @throws ProtocolError naming the field that does not fit */
function held<T>(check: Check, value: T, message: string): T {
  const problem = problemOf(check, value, message);
  if (problem !== undefined)
    throw new ProtocolError(`The message "${message}" does not fit the protocol: ${problem}.`);
  return value;
}

const texts = listOf(is('string'));

const hello = fields({ protocol: is('number'), hostPid: is('number') });
const capabilities = fields({ engines: oneOf(['auto', ...ENGINE_NAMES]), engineFolders: texts });
/** The experiment itself is the parser's, and too deep to be said twice: what decides about files is checked. */
const start = fields({
  experiment: fields({
    name: is('string'),
    engine: oneOf(['auto', ...ENGINE_NAMES]),
    dataset: fields({ source: is('string') }),
    model: fields({ layers: listOf(fields({ name: is('string') })) }),
    initializers: listOf(fields({ label: is('string') })),
    training: fields({ seeds: listOf(is('number')) }),
  }),
  config: fields({ path: is('string'), text: is('string') }),
  sweep: maybe(sweep),
  runsFolder: is('string'),
  engineFolders: texts,
  datasetCache: is('string'),
});
const continueRun = fields({ runFolder: is('string'), engineFolders: texts, datasetCache: is('string') });
const openEvaluation = fields({
  runFolder: is('string'),
  engineFolders: texts,
  datasetCache: is('string'),
  engine: maybe(oneOf(['auto', ...ENGINE_NAMES])),
});
const network = { initializer: is('string'), seed: is('number'), step: is('number') };
const evaluate = fields(network);
const samples = typed(Uint8Array, Float32Array);
const predict = fields({ ...network, values: samples });
const readSamples = fields({ indices: listOf(is('number')) });
const run = fields({ runFolder: is('string') });
const exported = fields({ runFolder: is('string'), ...network, format: oneOf(NETWORK_FORMATS) });
const metricsHandled = fields({ count: is('number') });

const trials = listOf(
  fields({
    initializer: is('string'),
    seed: is('number'),
    state: oneOf(TRIAL_STATES),
    step: is('number'),
    loss: is('number'),
    epoch: maybe(fields({ loss: is('number'), accuracy: maybe(is('number')) })),
  }),
);
const progress = fields({
  done: is('number'),
  total: is('number'),
  stepsPerSecond: is('number'),
  etaSeconds: is('number'),
  trials,
});
const metrics = all(
  fields({ firstName: is('number'), names: texts, dropped: is('number') }),
  columns({ series: Uint32Array, steps: Float64Array, values: Float32Array, wallTimes: Float64Array }),
);
const log = fields({ level: oneOf(['info', 'warning', 'error']), text: is('string') });
const found = fields({
  rule: is('string'),
  severity: oneOf(SEVERITIES),
  action: oneOf(ACTIONS),
  step: is('number'),
  message: is('string'),
  phrase: maybe(spoken),
  advice: is('string'),
});
const evaluationOpened = fields({
  engine: fields({ name: is('string'), device: is('string'), reason: is('string') }),
  validation: fields({
    count: is('number'),
    shape: listOf(is('number')),
    bytes: is('boolean'),
    classes: maybe(texts),
    targets: typed(Int32Array, Float32Array),
  }),
  outputs: is('number'),
});
const evaluated = fields({
  loss: is('number'),
  accuracy: maybe(is('number')),
  outputs: typed(Float32Array),
});
const predicted = typed(Float32Array);
const shape = listOf(is('number'));
const operations = listOf(
  fields({
    kernel: is('string'),
    inputs: listOf(fields({ shape, name: maybe(is('string')) })),
    output: shape,
    makes: texts,
  }),
);
const file = typed(Uint8Array);
const finished = fields({ state: oneOf(['finished', 'stopped']) });
const failed = fields({ message: is('string'), stack: maybe(is('string')) });

/** Messages of the host. Each returns what it was given. @throws ProtocolError */
export const fromHost = {
  hello: (value: protocol.HelloParams) => held(hello, value, 'hello'),
  capabilities: (value: protocol.CapabilitiesParams) => held(capabilities, value, 'capabilities'),
  start: (value: protocol.StartParams) => held(start, value, 'start'),
  continueRun: (value: protocol.ContinueParams) => held(continueRun, value, 'continue'),
  openEvaluation: (value: protocol.OpenEvaluationParams) => held(openEvaluation, value, 'openEvaluation'),
  evaluate: (value: protocol.NetworkId) => held(evaluate, value, 'evaluate'),
  predict: (value: protocol.PredictParams) => held(predict, value, 'predict'),
  readSamples: (value: protocol.ReadSamplesParams) => held(readSamples, value, 'readSamples'),
  run: (value: protocol.RunParams) => held(run, value, 'stepOperations'),
  exported: (value: protocol.ExportParams) => held(exported, value, 'export'),
  metricsHandled: (value: { readonly count: number }) => held(metricsHandled, value, 'metricsHandled'),
};

/** Messages of the trainer. Each returns what it was given. @throws ProtocolError */
export const fromTrainer = {
  progress: (value: protocol.Progress) => held(progress, value, 'progress'),
  metrics: (value: protocol.MetricsBatch) => held(metrics, value, 'metrics'),
  log: (value: protocol.LogLine) => held(log, value, 'log'),
  found: (value: HealthFinding) => held(found, value, 'found'),
  evaluationOpened: (value: protocol.EvaluationOpened) => held(evaluationOpened, value, 'openEvaluation'),
  evaluated: (value: protocol.Evaluated) => held(evaluated, value, 'evaluate'),
  predicted: (value: Float32Array) => held(predicted, value, 'predict'),
  samples: (value: Uint8Array | Float32Array) => held(samples, value, 'readSamples'),
  operations: (value: readonly Operation[]) => held(operations, value, 'stepOperations'),
  file: (value: Uint8Array) => held(file, value, 'export'),
  finished: (value: { readonly state: 'finished' | 'stopped' }) => held(finished, value, 'finished'),
  failed: (value: protocol.Failure) => held(failed, value, 'failed'),
};
