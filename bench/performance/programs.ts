import { openEngine } from '../../src/engine/open';
import type { Instance } from '../../src/engine/program';
import { locateServices } from '../../src/engine/services';
import { initialize } from '../../src/nn/initialize';
import { sizeOf } from '../../src/nn/shape';
import { createStream } from '../../src/random/stream';
import type { EngineName } from '../../src/shared/engineNames';
import { initialState } from '../../src/training/programs/state';
import { trainingPrograms } from '../../src/training/programs/programs';
import type { TrainingProgram } from '../../src/training/programs/programs';
import { rateValues } from '../../src/training/programs/step';
import { stepPlanOf } from '../../src/training/stepPlan';
import type { BenchExperiment } from './models';

export interface ProgramTime {
  /** Median wall time. */
  readonly ms: number;
  /** Processor time of the whole process. */
  readonly cpuMs: number;
}

/** Samples of a default probe. */
const PROBE = 512;

/** Times programs of training one after the other, outputs read back after each. In a process of its own. */
export async function timePrograms<Name extends TrainingProgram>(
  engineName: EngineName,
  { experiment, batch }: BenchExperiment,
  names: readonly Name[],
  { threads, seconds }: { readonly threads: number; readonly seconds: number },
): Promise<Readonly<Record<Name, ProgramTime>>> {
  const { engine } = await openEngine(engineName, { ...locateServices(process.cwd(), []), threads });
  const { model, initializers } = experiment;
  const plan = stepPlanOf(experiment);
  const samples = {
    count: batch,
    shape: model.inputShape,
    values: new Float32Array(),
    scale: Float32Array.of(1),
    shift: Float32Array.of(0),
    targets: { kind: 'classes', labels: new Int32Array() },
  } as const;
  const sizes = { step: batch, evaluation: PROBE, evaluationRest: 0, probe: PROBE };
  const { state, programs } = trainingPrograms(plan, sizes, { train: samples, validation: samples });
  const machine = await engine.prepare(state, programs);
  const he = initializers.find(({ label }) => label === 'heNormal') ?? initializers[0];
  if (!he) throw new Error('no initializer');
  const instance = machine.instantiate(initialState(plan, initialize(model, he, 1)));
  const stream = createStream(1, 'bench');
  const feed = (count: number): Parameters<Instance<Name>['run']>[1] => ({
    inputs: Float32Array.from({ length: count * sizeOf(model.inputShape) }, () => stream.uniform()),
    targets: Int32Array.from({ length: count }, () => stream.below(10)),
    step: Float32Array.of(1),
    ...rateValues([1e-3]),
  });
  const feeds = { minibatch: Array.from({ length: 8 }, () => feed(batch)), probe: [feed(PROBE)] };
  const times: Partial<Record<Name, ProgramTime>> = {};
  for (const name of names) {
    const inputs = name === 'step' || name === 'measuredStep' ? feeds.minibatch : feeds.probe;
    const run = async (i: number): Promise<void> => {
      await (await instance.run(name, inputs[i % inputs.length]!)).read();
    };
    for (let i = 0; i < 8; i++) await run(i);
    times[name] = await repeat(run, seconds);
  }
  await machine.dispose();
  engine.dispose();
  return times as Record<Name, ProgramTime>;
}

async function repeat(run: (i: number) => Promise<void>, seconds: number): Promise<ProgramTime> {
  const times: number[] = [];
  const cpu = process.cpuUsage();
  const began = performance.now();
  while (times.length < 5 || performance.now() - began < seconds * 1000) {
    const start = performance.now();
    await run(times.length);
    times.push(performance.now() - start);
  }
  const { user, system } = process.cpuUsage(cpu);
  return {
    ms: times.toSorted((x, y) => x - y)[times.length >> 1] ?? NaN,
    cpuMs: (user + system) / 1000 / times.length,
  };
}
