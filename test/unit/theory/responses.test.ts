import { describe, expect, test } from 'vitest';
import { activations } from '../../../src/nn/activations/registry';
import type { Activation } from '../../../src/nn/activations/activation';
import { defaultParameters, entryOf } from '../../../src/nn/parameters';
import type { Gaussian, Moments } from '../../../src/theory/gaussian';
import { momentsOf } from '../../../src/theory/moments';
import { nonlinearity } from '../../../src/theory/nonlinearity';
import type { Nonlinearity } from '../../../src/theory/nonlinearity';
import { normalMean } from '../../../src/theory/quadrature';
import { responsesOf } from '../../../src/theory/responses';

const names = Object.keys(activations);

const SLOW_SINE = 1.5;

const phiOf = (name: string): Nonlinearity => {
  const { parameters } = entryOf<Activation>(activations, 'activation', name);
  // quadrature, which all is held to here, cannot follow a sine that turns thirty times as fast
  const slow = name === 'sine' && { omega: SLOW_SINE };
  return nonlinearity({ name, parameters: { ...defaultParameters(parameters), ...slow } });
};

/** E f(h, h′) by a double integral, split where f or a derivative jumps. */
const pairMean = (
  f: (x: number, y: number) => number,
  { mean, variance }: Gaussian,
  c: number,
  jumps: readonly number[],
): number => {
  const sd = Math.sqrt(variance);
  const kinks = [0, ...jumps].map((x) => (x - mean) / sd);
  const own = Math.sqrt(1 - c * c);
  return normalMean(
    (z) =>
      normalMean(
        (w) => f(mean + sd * z, mean + sd * (c * z + own * w)),
        kinks.map((kink) => (kink - c * z) / own),
      ),
    kinks,
  );
};

describe.each(names)('%s', (name) => {
  const phi = phiOf(name);
  const integrated: Nonlinearity = {
    value: phi.value,
    derivative: phi.derivative,
    // |φ| of a sine jumps with every half turn
    kinks:
      name === 'sine' ? Array.from({ length: 41 }, (_, k) => ((k - 20) * Math.PI) / SLOW_SINE) : phi.kinks,
  };
  const responses = responsesOf(phi);

  test('closed forms agree with quadrature, with and without a mean', () => {
    for (const h of [
      { mean: 0, variance: 0.3 },
      { mean: 0, variance: 9 },
      { mean: -0.4, variance: 1.7 },
    ]) {
      const [closed, by] = [momentsOf(phi, h), momentsOf(integrated, h)];
      for (const key of Object.keys(by) as (keyof Moments)[])
        expect(closed[key], key).toBeCloseTo(by[key], 9);
    }
  });

  test('the growth is the derivative of the second moment in the variance', () => {
    const at = (variance: number): number => momentsOf(phi, { mean: 0.2, variance }).secondMoment;
    const slope = (at(1.0001) - at(0.9999)) / 0.0002;
    expect(momentsOf(phi, { mean: 0.2, variance: 1 }).growth).toBeCloseTo(slope, 6);
  });

  test('the table is within 2e-6 of the integrals, over 18 magnitudes and far out', () => {
    const usual = Array.from({ length: 14 }, (_, i) => -9 + 1.3 * i);
    for (const exponent of [...usual, -131, -61, 58, 127]) {
      const h = { mean: 0, variance: 10 ** exponent };
      const [looked, exact] = [responses.moments(h), momentsOf(phi, h)];
      for (const key of Object.keys(exact) as (keyof Moments)[]) {
        if (looked[key] === exact[key]) continue;
        const scale = Math.max(Math.abs(exact[key]), key === 'mean' ? Math.sqrt(exact.secondMoment) : 0);
        expect(Math.abs(looked[key] - exact[key]) / scale, `${key} at 1e${exponent}`).toBeLessThan(
          key === 'fourthMoment' ? 1e-5 : 2e-6,
        );
      }
    }
  });

  test('a mean that keeps coming back is tabled as well as 0', () => {
    const mean = -1;
    for (let i = 0; i < 32; i++) responses.moments({ mean, variance: 1 + i });
    for (let exponent = -0.9; exponent <= 4; exponent += 0.7) {
      const h = { mean, variance: 10 ** exponent };
      const [looked, exact] = [responses.moments(h), momentsOf(phi, h)];
      for (const key of Object.keys(exact) as (keyof Moments)[]) {
        const scales: Partial<Moments> = { mean: Math.sqrt(exact.secondMoment), slope: 1, growth: 1 };
        expect(Math.abs(looked[key] - exact[key]), `${key} at 1e${exponent}`).toBeLessThanOrEqual(
          (key === 'fourthMoment' ? 1e-4 : 2e-6) * Math.max(scales[key] ?? 0, Math.abs(exact[key])),
        );
      }
    }
  });

  test('overlaps agree with a double integral', () => {
    for (const [h, c] of [
      [{ mean: 0, variance: 1 }, 0.3],
      [{ mean: 0, variance: 3 }, 0.9],
      [{ mean: 0.5, variance: 2 }, 0.6],
    ] as const) {
      const { value, slope } = responses.overlap(h, c);
      expect(value).toBeCloseTo(
        pairMean((x, y) => phi.value(x) * phi.value(y), h, c, phi.kinks),
        5,
      );
      expect(slope).toBeCloseTo(
        pairMean((x, y) => phi.derivative(x) * phi.derivative(y), h, c, phi.kinks),
        3,
      );
    }
  });

  test('equal inputs overlap by the second moment', () => {
    const h = { mean: 0, variance: 2 };
    const { value, slope } = responses.overlap(h, 1);
    const { secondMoment, squaredSlope } = responses.moments(h);
    expect(value).toBeCloseTo(secondMoment, 6);
    expect(slope).toBeCloseTo(squaredSlope, 6);
  });

  test('without variance there is one value', () => {
    const { mean, secondMoment, squaredSlope } = responses.moments({ mean: 0.7, variance: 0 });
    expect(mean).toBeCloseTo(phi.value(0.7), 14);
    expect(secondMoment).toBeCloseTo(phi.value(0.7) ** 2, 14);
    expect(squaredSlope).toBeCloseTo(phi.derivative(0.7) ** 2, 14);
  });
});

test('an activation that cannot die has no threshold of silence; relu’s is 0', () => {
  expect(phiOf('relu').silentBelow).toBe(0);
  for (const name of names.filter((other) => other !== 'relu'))
    expect(phiOf(name).silentBelow).toBeUndefined();
});
