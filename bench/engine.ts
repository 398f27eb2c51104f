/**
 * Milliseconds per training step (forward, loss, backward, Adam, loss read back) on each engine, median over steps:
 * `npm run bench -- engine [engine …] [--steps n]`. Each engine runs in a process of its own. The steps:
 *
 * - mlp: 784-256-256-10, batch 128
 * - deep: 3072-512-256-256-256-256-10, batch 100
 * - conv: 32×32×3 → conv 128 3×3 stride 2 → maxPool 3 → batchNorm → dense 100 → dense 10, batch 32
 */
import { spawnSync } from 'node:child_process';
import { delimiter } from 'node:path';
import { parseArgs } from 'node:util';
import { EngineError } from '../src/engine/engineError';
import { openEngine } from '../src/engine/open';
import { locateServices } from '../src/engine/services';
import { initialize } from '../src/nn/initialize';
import type { ModelSpec } from '../src/nn/layers/layer';
import { optimizers } from '../src/nn/optimizers/registry';
import { defaultParameters } from '../src/nn/parameters';
import { createState, disposeState } from '../src/nn/state';
import type { Tf } from '../src/nn/tensors';
import { trainStep } from '../src/nn/trainStep';
import { ENGINE_NAMES } from '../src/shared/engineNames';
import type { EngineName } from '../src/shared/engineNames';
import { everywhere, sketch } from '../test/unit/nn/models';
import type { LayerSketch } from '../test/unit/nn/models';

const mlp = (...units: number[]): LayerSketch[] => [
  ...units.map((n): LayerSketch => ['dense', { units: n }, 'relu']),
  ['dense', { units: 10 }],
];

const STEPS: Readonly<Record<string, { readonly model: ModelSpec; readonly batch: number }>> = {
  mlp: { model: sketch([784], mlp(256, 256)), batch: 128 },
  deep: { model: sketch([3072], mlp(512, 256, 256, 256, 256)), batch: 100 },
  conv: {
    model: sketch(
      [32, 32, 3],
      [
        ['conv2d', { filters: 128, kernelSize: 3, strides: 2 }, 'relu'],
        ['maxPool2d', { poolSize: 3 }],
        ['batchNorm'],
        ['flatten'],
        ['dense', { units: 100 }, 'relu'],
        ['dense', { units: 10 }],
      ],
    ),
    batch: 32,
  },
};

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { steps: { type: 'string', default: '50' }, inside: { type: 'boolean', default: false } },
});

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN;

const time = async (tf: Tf, name: string, steps: number): Promise<string> => {
  const { model, batch } = STEPS[name]!;
  const optimizer = { name: 'adam', parameters: defaultParameters(optimizers.adam.parameters) };
  const plan = { model, loss: 'softmaxCrossEntropy', optimizer, clipping: {} };
  const inputs = tf.randomUniform([batch, ...model.inputShape], 0, 1, 'float32', 1);
  const targets = tf.tensor1d(
    Array.from({ length: batch }, (_, i) => i % 10),
    'int32',
  );
  let state = createState(tf, model, { optimizer }, initialize(model, everywhere(model, 'heNormal'), 1));
  const times: number[] = [];
  let processor = process.cpuUsage();
  for (let i = -5; i < steps; i++) {
    if (i === 0) processor = process.cpuUsage();
    const start = performance.now();
    const next = trainStep(tf, plan, state, { inputs, targets, noise: {} });
    await next.loss.data();
    if (i >= 0) times.push(performance.now() - start);
    tf.dispose([next.loss, next.accuracy ?? []]);
    disposeState(state);
    state = next.state;
  }
  const { user, system } = process.cpuUsage(processor);
  disposeState(state);
  tf.dispose([inputs, targets]);
  const figures = [median(times), Math.min(...times), (user + system) / 1000 / steps];
  const [middle, least, cpu] = figures.map((ms) => ms.toFixed(1));
  return `${name} ${middle!} ms (least ${least!}, processor time ${cpu!})`;
};

const measure = async (name: EngineName, steps: number): Promise<void> => {
  const folders = process.env['INITSCOPE_ENGINE_FOLDERS']?.split(delimiter) ?? [];
  try {
    const { engine } = await openEngine(name, locateServices(process.cwd(), folders));
    console.log(`${name} ${engine.version} on ${engine.device.name}`);
    for (const step of Object.keys(STEPS)) console.log(`  ${await time(engine.tf, step, steps)}`);
  } catch (thrown) {
    if (!(thrown instanceof EngineError)) throw thrown;
    console.log(thrown.message);
  }
};

const engines = ENGINE_NAMES.filter((name) => positionals.length === 0 || positionals.includes(name));
const steps = Number(options.steps);
if (options.inside) void measure(engines[0]!, steps);
else
  for (const name of engines) {
    const own = [process.argv[1]!, name, '--inside', '--steps', String(name === 'cpu' ? 5 : steps)];
    spawnSync(process.execPath, own, { stdio: 'inherit' });
  }
