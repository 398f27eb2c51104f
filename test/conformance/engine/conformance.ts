import { beforeAll, describe, expect, test } from 'vitest';
import { openCpu } from '../../../src/engine/cpu';
import type { Engine } from '../../../src/engine/engine';
import type { Tensor } from '../../../src/nn/tensors';
import type { Case } from './case';
import { convCases } from './cases/conv';
import { elementwiseCases } from './cases/elementwise';
import { matMulCases } from './cases/matMul';
import { poolCases } from './cases/pool';
import { reduceCases } from './cases/reduce';

const CASES: readonly Case[] = [
  ...matMulCases,
  ...convCases,
  ...poolCases,
  ...reduceCases,
  ...elementwiseCases,
];

export interface Value {
  readonly shape: readonly number[];
  readonly values: readonly number[];
}
/** Has an engine compute a case. */
export type Computer<E> = (engine: E, compute: Case['compute']) => Promise<readonly Value[]>;
type Outcome = readonly Value[] | Error;

/**
 * Holds an engine to tfjs' cpu backend. Vitest gives every test file a process of its own, so that an engine is
 * alone in it but for the reference, which is closed before the engine is opened.
 *
 * @param known cases in which the engine is known to differ, each with the reason; they fail once they agree
 * @param allowance on top of each case's own tolerance, for engines that trade digits for speed
 */
export const holdToReference = (
  open: () => Promise<Engine>,
  {
    known = {},
    allowance = 0,
    computer = eagerly,
  }: {
    readonly known?: Readonly<Record<string, string>>;
    readonly allowance?: number;
    readonly computer?: Computer<Engine>;
  } = {},
): void => {
  const expected = new Map<string, Outcome>();
  const got = new Map<string, Outcome>();

  beforeAll(async () => {
    const reference = await openCpu();
    await computeAll(reference, eagerly, expected);
    reference.dispose();
    const engine = await open();
    await computeAll(engine, computer, got);
    engine.dispose();
  });

  describe.each(CASES)('$name', ({ name, tolerance }) => {
    const reason = known[name];
    const run = reason === undefined ? test : test.fails;
    run(reason === undefined ? 'agrees with the cpu backend' : `differs: ${reason}`, () => {
      const want = outcome(expected, name);
      const values = outcome(got, name);
      expect(values.map(({ shape }) => shape)).toEqual(want.map(({ shape }) => shape));
      values.forEach((value, i) => {
        expect(worst(value.values, want[i]!.values, tolerance + allowance)).toBeUndefined();
      });
    });
  });
};

const outcome = (outcomes: ReadonlyMap<string, Outcome>, name: string): readonly Value[] => {
  const found = outcomes.get(name);
  if (found === undefined) throw new Error(`${name} was not computed.`);
  if (found instanceof Error) throw found;
  return found;
};

const computeAll = async (
  engine: Engine,
  computer: Computer<Engine>,
  outcomes: Map<string, Outcome>,
): Promise<void> => {
  for (const { name, compute } of CASES) {
    if (outcomes.has(name)) throw new Error(`Two cases are called "${name}".`);
    outcomes.set(
      name,
      await computer(engine, compute).catch((thrown: unknown) =>
        thrown instanceof Error ? thrown : new Error(String(thrown)),
      ),
    );
  }
};

const eagerly: Computer<Engine> = async ({ tf }, compute) => {
  const tensors = tf.tidy(() => compute(tf));
  const values = await Promise.all(tensors.map(readValue));
  tf.dispose(tensors);
  return values;
};

const readValue = async (tensor: Tensor): Promise<Value> => ({
  shape: tensor.shape,
  values: Array.from(await tensor.data()),
});

/** The value farthest from what is expected, if any is too far; NaN and the infinities must be the same. */
const worst = (got: readonly number[], want: readonly number[], tolerance: number): object | undefined => {
  const scale = Math.max(1e-30, ...want.filter(Number.isFinite).map(Math.abs));
  const error = (i: number): number =>
    Object.is(got[i], want[i]) || got[i] === want[i] ? 0 : Math.abs(got[i]! - want[i]!) / scale;
  const errors = want.map((_, i) => error(i));
  const index = errors.findIndex((e) => !(e <= tolerance));
  return index < 0
    ? undefined
    : { index, got: got[index], want: want[index], error: errors[index], tolerance };
};
