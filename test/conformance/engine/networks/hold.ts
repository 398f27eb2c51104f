import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openCpu } from '../../../../src/engine/cpu';
import type { Engine } from '../../../../src/engine/engine';
import { differences, traceError } from './compare';
import type { Tolerances } from './compare';
import type { Network } from './network';
import { lossTrace, observe } from './observe';
import type { Observation } from './observe';

export interface Demand {
  readonly networks: readonly Network[];
  readonly tolerances: Tolerances;
  readonly traced: readonly Network[];
  readonly steps: number;
  /** Of the loss, at every step. */
  readonly traceTolerance: number;
}

/** Holds all that training computes on an engine to tfjs' cpu backend, which is closed before the engine opens. */
export const holdTraining = (open: () => Promise<Engine>, demand: Demand): void => {
  const { networks, tolerances, traced, steps, traceTolerance } = demand;
  const observed = new Map<string, Observation>();
  const traces = new Map<string, readonly number[]>();
  let engine: Engine;

  beforeAll(async () => {
    const reference = await openCpu();
    for (const network of networks) observed.set(network.name, await observe(reference, network));
    for (const network of traced) traces.set(network.name, await lossTrace(reference, network, steps));
    reference.dispose();
    engine = await open();
  });
  afterAll(() => engine.dispose());

  describe('programs', () => {
    test.each(networks)('$name', async (network) => {
      const want = observed.get(network.name)!;
      const got = await observe(engine, network);
      expect(Object.keys(got).toSorted()).toEqual(Object.keys(want).toSorted());
      expect(differences(got, want, tolerances)).toEqual([]);
    });
  });

  describe(`losses over ${steps} steps`, () => {
    test.each(traced)('$name', async (network) => {
      const want = traces.get(network.name)!;
      // it learns: a curve that stays where it starts would agree with anything
      expect(want.at(-1)).toBeLessThan(0.9 * want[0]!);
      expect(traceError(await lossTrace(engine, network, steps), want)).toBeLessThanOrEqual(traceTolerance);
    });
  });
};
