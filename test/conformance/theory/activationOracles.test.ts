import { describe, expect, test } from 'vitest';
import {
  criticalAtBias,
  edgeOfChaos,
  halfStablePoint,
  preservingWeights,
} from '../../../src/theory/critical';
import { momentsOf } from '../../../src/theory/moments';
import { responsesOf } from '../../../src/theory/responses';
import type { Responses } from '../../../src/theory/responses';
import { oracle, oraclesMissing } from '../nn/oracles';
import { nonlinearities } from './nonlinearities';

const names = Object.keys(nonlinearities);

/** Without the table, so that nothing but the integrals is tested. */
const exact = (name: string): Responses => {
  const phi = nonlinearities[name]!;
  return { ...responsesOf(phi), moments: (h) => momentsOf(phi, h) };
};

const close = (actual: number, expected: number, tolerance: number, what: string): void =>
  expect(Math.abs(actual - expected), `${what}: ${actual}, not ${expected}`).toBeLessThanOrEqual(
    tolerance * Math.max(1, Math.abs(expected)),
  );

describe.skipIf(oraclesMissing)('activation_moments.json', () => {
  const found = oracle('activation_moments') as
    { by_activation: Record<string, Record<string, Record<'m1' | 'm2' | 'd1' | 'd2', number>>> } | undefined;

  test('holds nothing that is not tested', () => {
    expect(Object.keys(found!.by_activation).sort()).toEqual(names.toSorted());
  });

  test.each(names)('%s', (name) => {
    for (const [q, { m1, m2, d1, d2 }] of Object.entries(found!.by_activation[name]!)) {
      const moments = momentsOf(nonlinearities[name]!, { mean: 0, variance: Number(q) });
      close(moments.mean, m1, 1e-9, `E φ at ${q}`);
      close(moments.secondMoment, m2, 1e-9, `E φ² at ${q}`);
      close(moments.slope, d1, 1e-9, `E φ′ at ${q}`);
      close(moments.squaredSlope, d2, 1e-9, `E φ′² at ${q}`);
    }
  });
});

describe.skipIf(oraclesMissing)('gains.json', () => {
  const found = oracle('gains') as { gains: Record<string, Record<string, number>> } | undefined;

  test.each(names)('%s', (name) => {
    const gains = found!.gains[name]!;
    const responses = exact(name);
    const { squaredSlope } = responses.moments({ mean: 0, variance: 1 });
    const weights = preservingWeights(responses);
    close(weights, gains['forward_sw2_q1']!, 1e-9, 'forward-preserving σ_w²');
    close(1 / squaredSlope, gains['backward_sw2_q1']!, 1e-9, 'gradient-preserving σ_w²');
    close(weights * squaredSlope, gains['chi_when_forward_preserving']!, 1e-9, 'χ');
  });
});

interface Point {
  readonly q: number | string;
  readonly sw2: number;
  readonly sb2: number;
}

describe.skipIf(oraclesMissing)('critical_points.json', () => {
  const found = oracle('critical_points') as
    { crit: Record<string, { line: (Point & { q: number })[] }>; named: Record<string, Point> } | undefined;

  test.each(names)('the edge of chaos of %s', (name) => {
    const responses = exact(name);
    for (const { q, sw2, sb2 } of found!.crit[name]!.line) {
      const point = edgeOfChaos(responses, q);
      close(point.weights, sw2, 1e-9, `σ_w² at ${q}`);
      close(point.bias, sb2, 1e-8, `σ_b² at ${q}`);
    }
  });

  test('named points with a bias', () => {
    const biased = Object.entries(found!.named).filter(([title]) => /_sb2_/.test(title));
    expect(biased.length).toBe(7);
    for (const [title, { q, sw2, sb2 }] of biased) {
      const point = criticalAtBias(exact(title.split('_')[0]!), sb2)!;
      close(point.weights, sw2, 1e-7, `σ_w² of ${title}`);
      close(point.q, Number(q), 1e-6, `q of ${title}`);
    }
  });
});

describe.skipIf(oraclesMissing)('pdlt_critical.json', () => {
  const found = oracle('pdlt_critical') as { points: Record<string, Point[]> } | undefined;

  test.each(['gelu', 'swish', 'mish', 'tanh', 'elu', 'selu', 'softplus'])('%s', (name) => {
    const [expected] = found!.points[name]!;
    const point = halfStablePoint(exact(name));
    expect(point === undefined).toBe(expected === undefined);
    if (!point || !expected) return;
    close(point.weights, expected.sw2, 1e-8, 'σ_w²');
    close(point.bias, expected.sb2, 1e-7, 'σ_b²');
    close(point.q, Number(expected.q), 1e-7, 'q');
  });
});
