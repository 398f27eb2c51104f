import { describe, expect, test } from 'vitest';
import { bornDead, safeWidth, silenceProbability } from '../../../src/theory/death';
import { oracle, oraclesMissing } from '../nn/oracles';
import { chain, optionsFor, predictAll } from './models';

describe.skipIf(oraclesMissing)('dead_units.json', () => {
  const found = oracle('dead_units') as
    | {
        p_dead: Record<string, Record<string, number>>;
        'cmap_from_0.5': number[];
        depth: Record<string, { layer: number; c: number; dead: number }[]>;
        'real_data_check_He_784-512x12': Record<
          string,
          { c0: number; dead_meas: number[]; c_meas: number[] }
        >;
      }
    | undefined;

  test('silence on N samples at a correlation', () => {
    for (const [samples, row] of Object.entries(found!.p_dead)) {
      for (const [c, expected] of Object.entries(row)) {
        const ours = silenceProbability({ mean: 0, variance: 1 }, 0, Number(c), Number(samples));
        expect(Math.abs(ours - expected), `${samples} samples, c = ${c}`).toBeLessThanOrEqual(
          1e-6 * expected + 1e-12,
        );
      }
    }
  });

  test('correlations and dead units down 20 layers', () => {
    const model = chain([...Array<number>(21).fill(256), 10], 'relu');
    for (const [title, rows] of Object.entries(found!.depth)) {
      const [correlation, probeSamples] = title
        .match(/[\d.]+/g)!
        .slice(1)
        .map(Number) as [number, number];
      const { layers } = predictAll(
        model,
        ['heNormal'],
        { mean: 0, secondMoment: 1, correlation },
        undefined,
        optionsFor(probeSamples),
      );
      for (const { layer, c, dead } of rows) {
        expect(layers[layer - 1]!.pre.correlation, `${title}, layer ${layer}`).toBeCloseTo(c, 6);
        expect(layers[layer - 1]!.activity!.dead, `${title}, layer ${layer}`).toBeCloseTo(dead, 4);
      }
    }
  });

  test('real data: dead units within .02, correlations within .02', () => {
    const model = chain([784, ...Array<number>(12).fill(512), 10], 'relu');
    for (const [title, row] of Object.entries(found!['real_data_check_He_784-512x12'])) {
      const probeSamples = Number(/N=(\d+)/.exec(title)![1]);
      const { layers } = predictAll(
        model,
        ['heNormal'],
        { mean: 0, secondMoment: 1, correlation: row.c0 },
        undefined,
        optionsFor(probeSamples),
      );
      row.dead_meas.slice(0, 6).forEach((dead, l) => {
        expect(Math.abs(layers[l]!.activity!.dead! - dead), `${title}, layer ${l + 1}`).toBeLessThan(0.02);
        expect(
          Math.abs(layers[l]!.pre.correlation - row.c_meas[l]!),
          `${title}, layer ${l + 1}`,
        ).toBeLessThan(0.02);
      });
    }
  });
});

describe.skipIf(oraclesMissing)('finite_width_and_born_dead.json', () => {
  const found = oracle('finite_width_and_born_dead') as
    | {
        single_input_second_moment_fluctuation: {
          cases: { widths: number[]; beta_pred: number; log_var: number; median: number }[];
        };
        born_dead: { table: { width: number; hidden_layers: number; bound_1_minus_prod: number }[] };
        safe_width: { table: Record<string, Record<string, number>> };
      }
    | undefined;

  test('spread of ln q over seeds', () => {
    for (const { widths, beta_pred, log_var, median } of found!.single_input_second_moment_fluctuation
      .cases) {
      const { layers } = predictAll(chain([widths[0]!, ...widths], 'relu'), ['heNormal']);
      const { spread } = layers.at(-1)!;
      expect(spread.logVariance).toBeCloseTo(beta_pred, 9);
      // β is the leading order in 1/width
      if (Math.min(...widths.slice(0, -1)) >= 50) {
        expect(Math.abs(spread.logVariance / log_var - 1)).toBeLessThan(0.25);
        expect(Math.abs(spread.median / median - 1)).toBeLessThan(0.1);
      }
    }
  });

  test('networks born dead', () => {
    for (const { width, hidden_layers, bound_1_minus_prod } of found!.born_dead.table) {
      const model = chain([1, ...Array<number>(hidden_layers).fill(width), 1], 'relu');
      expect(predictAll(model, ['heNormal']).bornDead).toBeCloseTo(bound_1_minus_prod, 9);
      expect(bornDead(Array<number>(hidden_layers).fill(2 ** -width))).toBeCloseTo(bound_1_minus_prod, 9);
    }
  });

  test('safe widths', () => {
    for (const [title, row] of Object.entries(found!.safe_width.table)) {
      const p = Number(title.slice(2));
      for (const [depth, width] of Object.entries(row)) expect(safeWidth(p, Number(depth))).toBe(width);
    }
  });
});
