import { availableParallelism } from 'node:os';
import { openEngine } from '../../src/engine/open';
import { locateServices } from '../../src/engine/services';
import { initialize } from '../../src/nn/initialize';
import { sizeOf } from '../../src/nn/shape';
import { createStream } from '../../src/random/stream';
import type { EngineName } from '../../src/shared/engineNames';
import { initialState, stateTypes } from '../../src/training/programs/state';
import { stepProgram } from '../../src/training/programs/step';
import { MODELS, tenInitializers } from './models';
import type { ModelName } from './models';

export interface StepTime {
  /** Median wall time. */
  readonly ms: number;
  /** Processor time of the whole process. */
  readonly cpuMs: number;
}

const SECONDS = 3;

/** Times one training step (forward, loss, backward, Adam), the loss read back after each. Own process each. */
export async function timeStep(
  engineName: EngineName,
  name: ModelName,
  threads = availableParallelism(),
): Promise<StepTime> {
  const { engine } = await openEngine(engineName, { ...locateServices(process.cwd(), []), threads });
  const { model, training, initializers } = tenInitializers(name, {
    dataset: './random',
    steps: 100,
    telemetry: false,
  });
  const plan = { model, loss: training.loss, optimizer: training.optimizer, clipping: {} };
  const count = MODELS[name].batch;
  const samples = {
    shape: model.inputShape,
    targets: { kind: 'classes', labels: new Int32Array() },
  } as const;
  const machine = await engine.prepare(stateTypes(plan), { step: stepProgram(plan, { count, samples }) });
  const he = initializers.find(({ label }) => label === 'heNormal') ?? initializers[0];
  if (!he) throw new Error('no initializer');
  const instance = machine.instantiate(initialState(plan, initialize(model, he, 1)));
  const stream = createStream(1, 'bench');
  const batches = Array.from({ length: 8 }, () => ({
    inputs: Float32Array.from({ length: count * sizeOf(model.inputShape) }, () => stream.uniform()),
    targets: Int32Array.from({ length: count }, () => stream.below(10)),
  }));
  const times: number[] = [];
  const learningRate = Float32Array.of(1e-3);
  let cpu = process.cpuUsage();
  const began = performance.now();
  for (let i = -10; times.length < 5 || performance.now() - began < SECONDS * 1000; i++) {
    if (i === 0) cpu = process.cpuUsage();
    const start = performance.now();
    await (
      await instance.run('step', { ...batches[(i + 16) % 8]!, step: Float32Array.of(i + 11), learningRate })
    ).read();
    if (i >= 0) times.push(performance.now() - start);
  }
  const { user, system } = process.cpuUsage(cpu);
  await machine.dispose();
  engine.dispose();
  return {
    ms: times.sort((x, y) => x - y)[times.length >> 1] ?? NaN,
    cpuMs: (user + system) / 1000 / times.length,
  };
}
