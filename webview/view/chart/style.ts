import { styleOf } from '../../model/palette';
import type { Style } from '../../model/palette';
import type { Weight } from '../../model/plot';
import type { ChartTheme } from '../theme';

/** @param index of the initializer, which staggers the shapes so that close lines do not hide each other's */
export type StyleOf = (initializer: string) => Style & { readonly index: number };

/** Styles by the initializer's place in the experiment, looked up once for a drawing. */
export function stylesOf(initializers: readonly string[], { kind }: Pick<ChartTheme, 'kind'>): StyleOf {
  const styles = new Map(initializers.map((label, index) => [label, { ...styleOf(index, kind), index }]));
  return (initializer) => styles.get(initializer) ?? { ...styleOf(0, kind), index: 0 };
}

export const WIDTHS: Readonly<Record<Weight, number>> = {
  raw: 1,
  thin: 1,
  smooth: 1.5,
  thick: 2,
  predicted: 1.5,
};
export const OPACITIES: Readonly<Record<Weight, number>> = {
  raw: 0.28,
  thin: 0.75,
  smooth: 0.95,
  thick: 1,
  predicted: 0.8,
};

/** Longer dashes than any initializer's own. */
export const PREDICTED_DASH: readonly number[] = [11, 6];

/** Lines in drawing order: thick ones on top. */
export const WEIGHT_ORDER: readonly Weight[] = ['predicted', 'raw', 'thin', 'smooth', 'thick'];
