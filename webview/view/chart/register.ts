import { BarController, BarElement, CategoryScale, Chart, LinearScale, LogarithmicScale } from 'chart.js';
import { HeatController } from './heatController';
import { HistogramsController } from './histogramsController';
import { LinesController } from './linesController';
import { SignsController } from './signsController';

/** Only what the charts use, so that the bundle holds no more. */
export function registerCharts(): void {
  Chart.register(
    BarController,
    BarElement,
    CategoryScale,
    HeatController,
    HistogramsController,
    LinearScale,
    LinesController,
    LogarithmicScale,
    SignsController,
  );
}
