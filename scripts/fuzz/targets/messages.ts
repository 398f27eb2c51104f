import fc from 'fast-check';
import { asPageMessage, runFolderOf } from '../../../src/extension/panel/pageMessage';
import { buildReport } from '../../../src/report/report';
import { ManifestError, parseManifest } from '../../../src/runs/store/manifest';
import { summarize } from '../../../src/runs/summary';
import { asFromWorker } from '../../../src/trainer/crew/messageShape';
import { fromHost, fromTrainer, ProtocolError } from '../../../src/trainer/protocolShape';
import { experimentOf, manifestOf } from '../../../test/support/manifest';
import { MessageError, parseHostMessage } from '../../../webview/model/messages';
import { restoreState } from '../../../webview/model/pageState';
import { sampled } from '../sampled';
import { hold, refusal } from '../target';
import type { Target } from '../target';

/** Typed arrays in JSON: `{ "$": "Float64Array", "values": [1, 2] }`. */
const ARRAYS = { Float32Array, Float64Array, Int32Array, Uint8Array, Uint32Array } as const;

const toJson = (value: unknown): Uint8Array =>
  new TextEncoder().encode(
    JSON.stringify(value, (_, item: unknown) => {
      const name = Object.keys(ARRAYS).find((kind) => item instanceof ARRAYS[kind as keyof typeof ARRAYS]);
      return name === undefined ? item : { $: name, values: [...(item as Float64Array)] };
    }),
  );

function fromJson(bytes: Uint8Array): unknown {
  const text = new TextDecoder().decode(bytes);
  if (!text.includes('"$"')) return JSON.parse(text);
  return JSON.parse(text, (_, item: unknown) => {
    if (typeof item !== 'object' || item === null || !('$' in item) || !('values' in item)) return item;
    const { $: name, values } = item;
    if (!Array.isArray(values) || !Object.hasOwn(ARRAYS, name as string)) return item;
    return ARRAYS[name as keyof typeof ARRAYS].from(values as number[]);
  });
}

const hostile = fc.oneof(
  fc.constantFrom<unknown>(null, -1, 0, 1e308, '', '<img src=x onerror=alert(1)>', [], {}, true, 'toString'),
  fc.jsonValue({ maxDepth: 2 }),
  fc.constant(JSON.parse('{"__proto__": {"polluted": true}, "constructor": {}}')),
);

/** Puts a value that does not belong there somewhere into a message, or takes something out. */
function jumbled(message: unknown, random: Parameters<typeof sampled>[1]): unknown {
  const copy: unknown = structuredClone(message);
  const paths: [holder: Record<string, unknown>, key: string][] = [];
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return;
    for (const key of Object.keys(value)) {
      paths.push([value as Record<string, unknown>, key]);
      walk((value as Record<string, unknown>)[key]);
    }
  };
  walk(copy);
  for (let left = 1 + random.below(3); left > 0; left--) {
    const [holder, key] = paths[random.below(paths.length)] ?? [{}, ''];
    if (random.below(3) === 0) Reflect.deleteProperty(holder, key);
    else holder[key] = sampled(hostile, random);
  }
  return copy;
}

/** A target whose inputs are JSON; what is not is left to JSON.parse. */
const messages = (seeds: () => readonly unknown[], read: (value: unknown) => string): Target => ({
  seeds: () => seeds().map(toJson),
  tokens: ['null', '[]', '{}', '"__proto__":1,', '-1', '1e999', '""', '"type":', '"<img onerror=1>"'],
  generate: (random) => {
    const all = seeds();
    return toJson(jumbled(all[random.below(all.length)], random));
  },
  read: (bytes) => {
    let value: unknown;
    try {
      value = fromJson(bytes);
    } catch {
      return 'refused: no JSON';
    }
    return read(value);
  },
});

/** Tries a check that may throw errors of one kind alone. */
function checked(kind: new (...args: never[]) => Error, check: () => unknown): string {
  try {
    check();
    return 'read';
  } catch (error) {
    if (error instanceof kind) return refusal(error.message);
    throw error;
  }
}

/** run.json, and all that is made of it without a look at metrics: what is accepted must serve every surface. */
export const manifestTarget: Target = {
  seeds: () => [
    toJson(manifestOf(experimentOf(['heNormal', 'zeros']))),
    toJson({
      ...manifestOf(experimentOf(['heNormal'], { loss: 'meanSquaredError', outputs: 1 })),
      state: 'interrupted',
      failure: { message: 'killed', log: ['line'] },
      ended: '2026-01-01T00:00:00.000Z',
      git: { commit: 'abc', dirty: true },
      prediction: { heNormal: { dense_1: { activationVariance: 1, deadFraction: null } } },
    }),
  ],
  generate: (random) =>
    toJson(jumbled(manifestOf(experimentOf(['heNormal', 'zeros'], { seeds: [1, 2] })), random)),
  read: (bytes) => {
    const text = new TextDecoder().decode(bytes);
    return checked(ManifestError, () => {
      const manifest = parseManifest(text, 'run.json');
      summarize(manifest, () => undefined);
      const html = buildReport({
        manifest,
        series: [],
        findings: [],
        histograms: [],
        page: { js: '', css: '' },
      });
      hold(!html.includes('<img'), 'a name became markup');
    });
  },
};

const trial = { initializer: 'heNormal', seed: 1, state: 'running', step: 3 };
const progress = { done: 3, total: 10, stepsPerSecond: 1, etaSeconds: 7, trials: [{ ...trial, loss: 0.5 }] };
const columns = {
  steps: Float64Array.of(1, 2),
  values: Float32Array.of(0.5, 0.25),
  wallTimes: Float64Array.of(1, 2),
};

const validation = {
  count: 2,
  shape: [2, 2, 1],
  bytes: true,
  classes: ['a', 'b'],
  targets: Int32Array.of(0, 1),
};

/** Host and trainer: every message of either is held to every check. */
export const protocolTarget: Target = messages(
  () => [
    { protocol: 1, hostPid: 7 },
    { engines: 'auto', engineFolders: ['/e'] },
    {
      experiment: experimentOf(['heNormal']),
      config: { path: '/w/a.initscope.yaml', text: '' },
      runsFolder: '/w/.initscope/runs',
      engineFolders: [],
      datasetCache: '/c',
    },
    { count: 1 },
    progress,
    { firstName: 0, names: ['loss'], dropped: 0, series: Uint32Array.of(0, 0), ...columns },
    { runFolder: '/w/r', engineFolders: [], datasetCache: '/c', engine: 'cpu' },
    { engine: { name: 'cpu', device: 'd', reason: 'r' }, validation, outputs: 2 },
    { ...trial, values: Uint8Array.of(0, 255, 1, 2) },
    { indices: [0, 1] },
    { loss: 0.5, accuracy: 1, outputs: Float32Array.of(0, 1, 1, 0) },
    { level: 'info', text: 'hello' },
    { state: 'finished' },
    { message: 'broken', stack: 'at' },
  ],
  (value) =>
    [...Object.values(fromHost), ...Object.values(fromTrainer)]
      .map((check) => checked(ProtocolError, () => (check as (given: unknown) => unknown)(value)))
      .sort()[0] ?? 'read',
);

export const workerTarget: Target = messages(
  () => [
    { type: 'scalars', points: [[trial, { split: 'train', tag: 'loss', step: 1, wallTime: 1, value: 1 }]] },
    { type: 'histogram', trial, point: { split: 'train', tag: 'w', step: 1, wallTime: 1 } },
    { type: 'trial', manifest: trial },
    { type: 'progress', progress },
    { type: 'checkpoint', trial, checkpoint: {} },
    { type: 'noticed', order: 'pause' },
    { type: 'pong' },
    { type: 'done', state: 'finished' },
    { type: 'failed', message: 'broken' },
  ],
  (value) => checked(Error, () => asFromWorker(value)),
);

/** The panel's page and its host, both directions, and what a page kept. */
export const webviewTarget: Target = messages(
  () => [
    { type: 'manifest', manifest: manifestOf(experimentOf(['heNormal'])), runFolder: '/r' },
    {
      type: 'series',
      deltas: [{ key: { ...trial, split: 'train', tag: 'loss' }, reset: false, ...columns }],
    },
    { type: 'progress', progress },
    { type: 'unavailable', reason: 'gone' },
    { type: 'findings', lines: '{"rule":"deadUnits","message":"m","evidence":{"value":1}}\n' },
    { type: 'validation', ...validation, outputs: 2, engine: 'cpu' },
    { type: 'samples', indices: [0], values: Uint8Array.of(0, 255, 1, 2) },
    {
      type: 'evaluation',
      trial,
      step: 3,
      steps: [3],
      loss: 0.5,
      predicted: Int32Array.of(0, 1),
      samples: [0],
      outputs: Float32Array.of(1, 0),
    },
    { type: 'notEvaluated', trial, reason: 'gone' },
    { type: 'predictions', trials: [trial], latest: 3, step: 2, samples: [0, 1], drawing: Uint8Array.of(1) },
    { type: 'ready', version: 1 },
    { type: 'explain', rule: 'deadUnits' },
    { type: 'handled' },
    { type: 'control', action: 'stop' },
    {
      runFolder: '/r',
      hiddenInitializers: ['a'],
      hiddenSeeds: [1],
      layer: 'dense_1',
      smoothing: 0.5,
      logScale: { loss: true },
      xAxis: 'epoch',
      seedsAs: 'each',
      probeStep: 3,
    },
  ],
  (value) => {
    const toHost = asPageMessage(value)?.type ?? 'no page message';
    const folder = runFolderOf(value);
    hold(folder === undefined || typeof folder === 'string', 'a folder that is no text');
    const { smoothing, hiddenSeeds } = restoreState(value);
    hold(smoothing >= 0 && smoothing <= 1 && hiddenSeeds.every(Number.isFinite), 'a page state out of range');
    return `${checked(MessageError, () => parseHostMessage(value))} ${toHost}`;
  },
);
