import type { TabId } from '../contract';
import type { Chart } from './chart';
import { distributionCharts } from './distributionCharts';
import { healthCharts } from './healthCharts';
import { layersCharts } from './layersCharts';
import { overviewCharts } from './overviewCharts';
import type { Scene } from './scene';
import { sweepCharts } from './sweepCharts';

const CHARTS: Readonly<Record<TabId, (scene: Scene) => readonly Chart[]>> = {
  sweep: sweepCharts,
  overview: overviewCharts,
  layers: layersCharts,
  distributions: distributionCharts,
  health: healthCharts,
  model: () => [],
  predictions: () => [],
};

/** The charts of a tab in reading order. */
export const chartsOf = (scene: Scene, tab: TabId): readonly Chart[] => CHARTS[tab](scene);
