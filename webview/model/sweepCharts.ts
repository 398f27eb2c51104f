import { t } from '../../src/shared/l10n';
import type { Chart } from './chart';
import type { Scene } from './scene';
import { initializersOf, shownInitializers } from './scene';
import { axisText, pickedFigure, pickedSweepLayer, viewOf } from './sweep';
import { sweepPlot, titleOf } from './sweepPlot';

/** A heatmap for each initializer. Ids follow the place in the experiment, so that a card stays the same one's. */
export function sweepCharts(scene: Scene): readonly Chart[] {
  const { sweep: facts, state, manifest } = scene;
  const figure = facts && pickedFigure(facts, state);
  if (facts === undefined || figure === undefined) return [];
  const { held } = viewOf(scene, facts);
  const fixed = held.map(({ axis, at }) => {
    const swept = facts.axes[axis];
    return swept === undefined ? '' : axisText(swept, at);
  });
  const hint = [
    t('A click opens the run.'),
    ...(fixed.length === 0 ? [] : [t('At {0}.', fixed.join(', '))]),
  ].join(' ');
  return shownInitializers(scene).map((initializer) => ({
    id: `sweep-${initializersOf(manifest).indexOf(initializer)}`,
    title: `${titleOf(figure, pickedSweepLayer(facts, state))}, ${initializer}`,
    hint: `${hint} ${t('Framed: this run.')}`,
    plot: () => sweepPlot(scene, facts, initializer, figure),
  }));
}
