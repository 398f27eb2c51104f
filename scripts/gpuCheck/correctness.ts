import type { Engine } from '../../src/engine/engine';
import { differences, traceError } from '../../test/conformance/engine/networks/compare';
import type { Network } from '../../test/conformance/engine/networks/network';
import { lossTrace, observe } from '../../test/conformance/engine/networks/observe';

/** What the cpu engine makes of networks. */
export type Expectation = Readonly<
  Record<
    string,
    { readonly observed: Awaited<ReturnType<typeof observe>>; readonly losses: readonly number[] }
  >
>;

export interface Correctness {
  readonly passed: number;
  /** A line for each network that differs. */
  readonly mistakes: readonly string[];
}

/** WGSL lets division be off by 2.5 units in the last place, exp and tanh by more; TensorFlow may use TF32 (10 bits). */
const TOLERANCES = {
  webgpu: { values: 1e-4, updates: 1e-3, trace: 1e-3 },
  'tensorflow-gpu': { values: 5e-3, updates: 5e-2, trace: 5e-2 },
} as const;
export type GpuEngine = keyof typeof TOLERANCES;

const STEPS = 20;

export async function expectationOf(cpu: Engine, networks: readonly Network[]): Promise<Expectation> {
  const expected: Record<string, Expectation[string]> = {};
  for (const network of networks)
    expected[network.name] = {
      observed: await observe(cpu, network),
      losses: await lossTrace(cpu, network, STEPS),
    };
  return expected;
}

/** Compares all that training computes, and the losses of the first steps, to the cpu engine's. */
export async function compareTo(
  expected: Expectation,
  engine: Engine,
  networks: readonly Network[],
): Promise<Correctness> {
  const tolerances = TOLERANCES[engine.name as GpuEngine];
  const mistakes: string[] = [];
  for (const network of networks) {
    const expectation = expected[network.name];
    if (!expectation) throw new Error(`the cpu engine was not asked for ${network.name}`);
    const { observed, losses } = expectation;
    const [first, ...rest] = differences(await observe(engine, network), observed, tolerances);
    const drift = traceError(await lossTrace(engine, network, STEPS), losses);
    if (first)
      mistakes.push(
        `${network.name}: ${first.name}[${first.index}] is ${first.got} instead of ${first.want}` +
          (rest.length > 0 ? `, and ${rest.length} more tensors differ` : ''),
      );
    else if (!(drift <= tolerances.trace))
      mistakes.push(`${network.name}: its losses drift by ${drift.toExponential(1)} in ${STEPS} steps`);
  }
  return { passed: networks.length - mistakes.length, mistakes };
}
