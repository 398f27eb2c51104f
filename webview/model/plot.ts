import type { Point } from './decimation';

/** What a chart shows, free of any drawing library. Styles follow from the initializer alone. */
export interface Plot {
  readonly x: NumberAxis | CategoryAxis;
  readonly y: YAxis;
  readonly kind: 'lines' | 'bars';
  readonly traces: readonly Trace[];
  readonly marks: readonly Mark[];
  /** Said under the chart: what is left out, thinned or not finite. */
  readonly notes: readonly string[];
  /** Why there is nothing to draw, when there is nothing. */
  readonly empty?: string;
  /** The chart in one or two sentences, for those who cannot see it. */
  readonly summary: string;
  /** Values of every initializer shown, at or before x. */
  readonly read: (x: number) => Reading | undefined;
  /** The next x with a value, to the left or right of x, or the end on that side. */
  readonly move: (x: number | undefined, direction: -1 | 1) => number | undefined;
}

export interface YAxis {
  readonly title: string;
  readonly log: boolean;
  /** Shares of one, written as per cent. */
  readonly percent: boolean;
  readonly min?: number;
  readonly max?: number;
}

export interface NumberAxis {
  readonly kind: 'number';
  readonly title: string;
}

/** Categories lie at x = 0, 1, 2, … */
export interface CategoryAxis {
  readonly kind: 'category';
  readonly title: string;
  readonly categories: readonly string[];
}

/** `raw`: faint, under a `smooth` line. `thin`: each minibatch, or one of several seeds. `predicted`: by theory, dotted. */
export type Weight = 'raw' | 'thin' | 'smooth' | 'thick' | 'predicted';

export interface Trace {
  readonly initializer: string;
  readonly points: readonly Point[];
  readonly weight: Weight;
  /** Carries the initializer's point shape. */
  readonly shaped: boolean;
  readonly band?: { readonly lows: readonly Point[]; readonly highs: readonly Point[] };
}

/** Where a series became NaN or infinite; y is its last finite value, if it ever had one. */
export interface Mark {
  readonly initializer: string;
  readonly x: number;
  readonly y: number | undefined;
}

export interface Reading {
  readonly x: number;
  readonly heading: string;
  readonly columns: readonly string[];
  readonly rows: readonly { readonly initializer: string; readonly cells: readonly string[] }[];
}
