import type { HealthSeverity } from '../../src/health/finding';
import type { PageState, Range } from '../contract';
import type { Points } from './decimation';
import type { ChartTable } from './table';

/** What a chart shows, free of any drawing library. Styles follow from the initializer alone. */
export type Plot = LinesPlot | BarsPlot | HeatPlot | HistogramsPlot | SignsPlot;

interface Common {
  readonly x: NumberAxis | CategoryAxis;
  /** Said under the chart: what is left out, thinned or not finite. */
  readonly notes: readonly string[];
  /** Why there is nothing to draw, when there is nothing. */
  readonly empty?: string;
  /** The chart in one or two sentences, for those who cannot see it. */
  readonly summary: string;
  /** Values of all that is shown, at or before x. */
  readonly read: (x: number) => Reading | undefined;
  /** The next x with a value, to the left or right of x, or the end on that side. */
  readonly move: (x: number | undefined, direction: -1 | 1) => number | undefined;
  /** What a click at x (and the category y, where the y axis has such) selects for every tab. */
  readonly pick?: (x: number, y: number) => (state: PageState) => PageState;
  /** Folder of the run that a click there opens. */
  readonly opens?: (x: number, y: number) => string | undefined;
  /** What the keys up and down change. */
  readonly moveRow?: (direction: -1 | 1) => (state: PageState) => PageState;
  /** Every value, as figures. */
  readonly table: () => ChartTable;
}

export interface LinesPlot extends Common {
  readonly kind: 'lines';
  readonly y: ValueAxis;
  readonly traces: readonly Trace[];
  readonly marks: readonly Mark[];
}

/** Bars of stacked pieces, one bar a category. */
export interface BarsPlot extends Common {
  readonly kind: 'bars';
  readonly x: CategoryAxis;
  readonly y: ValueAxis;
  readonly bars: readonly Bar[];
}

/** A rectangle for each value: the rows of y over time, or over another parameter. */
export interface HeatPlot extends Common {
  readonly kind: 'heat';
  readonly x: NumberAxis | CategoryAxis;
  readonly y: CategoryAxis;
  readonly columns: readonly HeatColumn[];
  readonly colours: ColourAxis;
  /** What is written into a cell that has room for it. */
  readonly label?: (value: number) => string;
}

/** Histograms step by step: as colours over time (values upwards), or as ridges (values across, time downwards). */
export interface HistogramsPlot extends Common {
  readonly kind: 'histograms';
  readonly look: 'heatmap' | 'ridges';
  readonly initializer: string;
  readonly x: NumberAxis;
  readonly y: ValueAxis;
  readonly columns: readonly HistogramColumn[];
  readonly zones: readonly Zone[];
  readonly colours: ColourAxis;
}

/** Signs in lanes over time: what was found when. */
export interface SignsPlot extends Common {
  readonly kind: 'signs';
  readonly x: NumberAxis;
  readonly y: CategoryAxis;
  readonly signs: readonly Sign[];
}

export interface Sign {
  readonly x: number;
  /** Index of the category. */
  readonly lane: number;
  readonly severity: HealthSeverity;
  /** How many it stands for. */
  readonly count: number;
}

export interface HistogramColumn {
  /** Where the step lies on its axis, and how far its colours reach. */
  readonly at: number;
  readonly from: number;
  readonly to: number;
  readonly edges: Float64Array;
  /** Values per unit of each bin, divided by the largest of the step. */
  readonly densities: Float64Array;
}

/** Values in which a unit is silent or saturated. */
export interface Zone {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

export interface ValueAxis {
  readonly kind: 'value';
  readonly title: string;
  readonly log: boolean;
  /** Shares of one, written as per cent. */
  readonly percent: boolean;
  readonly min?: number;
  readonly max?: number;
  /** Grows downwards. */
  readonly reversed?: boolean;
  /** Value from which on there are ticks: what lies before it is room alone. */
  readonly from?: number;
}

interface Zoomable {
  readonly title: string;
  /** Charts whose axes have the same name are zoomed together, and show each other's cursor. */
  readonly name: string;
  /** All that there is to see. */
  readonly extent: Range;
  /** The part that is shown, if not all. */
  readonly range: Range | undefined;
  /** Where the selection lies on this axis. */
  readonly selected: number | undefined;
}

export interface NumberAxis extends Zoomable {
  readonly kind: 'number';
}

/** Categories lie at x = 0, 1, 2, … */
export interface CategoryAxis extends Zoomable {
  readonly kind: 'category';
  readonly categories: readonly string[];
}

/** `raw`: faint, under a `smooth` line. `thin`: each minibatch, or one of several seeds. `predicted`: by theory, dashed. */
export type Weight = 'raw' | 'thin' | 'smooth' | 'thick' | 'predicted';

export interface Trace {
  readonly initializer: string;
  readonly points: Points;
  readonly weight: Weight;
  /** Carries the initializer's point shape. */
  readonly shaped: boolean;
  readonly band?: { readonly lows: Points; readonly highs: Points };
}

/** Where a series became NaN or infinite; y is its last finite value, if it ever had one. */
export interface Mark {
  readonly initializer: string;
  readonly x: number;
  readonly y: number | undefined;
}

/** The bar of one category. Pieces lie on each other in their order. */
export interface Bar {
  readonly initializer: string;
  readonly pieces: readonly {
    readonly name: string;
    readonly value: number;
    /** Belongs to the selection. */
    readonly selected: boolean;
  }[];
}

/** Values of one step, by row; undefined where nothing was measured. */
export interface HeatColumn {
  readonly from: number;
  readonly to: number;
  readonly values: readonly (number | undefined)[];
}

/** Which value has which colour: the low end of the scale is at `min`. */
export interface ColourAxis {
  readonly title: string;
  readonly log: boolean;
  readonly percent: boolean;
  readonly min: number;
  readonly max: number;
}

export interface Reading {
  readonly x: number;
  readonly heading: string;
  readonly columns: readonly string[];
  readonly rows: readonly ReadingRow[];
}

export interface ReadingRow {
  readonly name: string;
  /** Shows how it is drawn; absent where the row is no initializer's. */
  readonly initializer?: string;
  readonly cells: readonly string[];
}
