import type { HealthFinding } from '../health/finding';
import type { RecordedSeries } from '../runs/openRun';
import type { RunManifest } from '../runs/run';
import type { SweepFacts } from '../runs/sweep/facts';
import type { TabId } from '../../webview/contract';
import { chartsOf } from '../../webview/model/charts';
import { HistogramStore } from '../../webview/model/histogramStore';
import { INITIAL_STATE } from '../../webview/model/pageState';
import { PredictionStore } from '../../webview/model/predictionStore';
import type { Scene } from '../../webview/model/scene';
import { initializersOf } from '../../webview/model/scene';
import { SeriesStore } from '../../webview/model/seriesStore';
import { ALL_FIGURES } from '../../webview/model/sweep';
import { svgOf } from '../../webview/view/chart/picture';
import { registerCharts } from '../../webview/view/chart/register';
import { estimatingRuler } from '../../webview/view/chart/ruler';
import { stylesOf } from '../../webview/view/chart/style';
import { PAPER } from '../../webview/view/theme';
import { shareable, shareableSweep } from './shareable';

export interface ReportPicture {
  /** Unique in the report, and fit for a file's name. */
  readonly id: string;
  readonly tab: TabId;
  readonly title: string;
  /** What it shows, in a sentence. */
  readonly summary: string;
  /** A document of its own. */
  readonly svg: string;
}

/** Tabs whose charts say most of a run. */
const PICTURED: readonly TabId[] = ['sweep', 'overview', 'layers'];

/** The panel's charts of a run as pictures, in reading order; those with nothing to draw are left out. */
export function picturesOf(run: {
  readonly manifest: RunManifest;
  readonly series: Iterable<RecordedSeries>;
  readonly findings: readonly HealthFinding[];
  readonly sweep?: SweepFacts | undefined;
}): readonly ReportPicture[] {
  registerCharts();
  const scene = sceneOf(run);
  const styleOf = stylesOf(initializersOf(scene.manifest), PAPER);
  const ruler = estimatingRuler();
  return PICTURED.flatMap((tab) =>
    chartsOf(scene, tab).flatMap((chart): ReportPicture[] => {
      const { empty, summary } = chart.plot(1);
      if (empty !== undefined) return [];
      const { id, title } = chart;
      return [{ id, tab, title, summary, svg: svgOf({ chart, theme: PAPER, styleOf }, ruler) }];
    }),
  );
}

function sceneOf({ manifest, series, findings, sweep }: Parameters<typeof picturesOf>[0]): Scene {
  const store = new SeriesStore();
  store.apply(
    Array.from(series, ({ key, steps, values, wallTimes }) => ({
      key,
      steps,
      values,
      wallTimes,
      reset: true,
    })),
  );
  return {
    manifest: shareable(manifest),
    store,
    state: { ...INITIAL_STATE, sweep: { figure: ALL_FIGURES } },
    histograms: new HistogramStore(),
    predictions: new PredictionStore(),
    findings,
    sweep: sweep && shareableSweep(sweep),
  };
}
