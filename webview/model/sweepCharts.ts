import { t } from '../../src/shared/l10n';
import type { Chart } from './chart';
import type { Scene } from './scene';
import { initializersOf, shownInitializers } from './scene';
import { axisText, pickedFigures, pickedSweepLayer, viewOf } from './sweep';
import { canBeOpened, sweepPlot, titleOf } from './sweepPlot';

/** A heatmap for each figure and initializer. Ids follow the place in the experiment, so that a card stays the same one's. */
export function sweepCharts(scene: Scene): readonly Chart[] {
  const { sweep: facts, state, manifest } = scene;
  if (facts === undefined) return [];
  const { held } = viewOf(scene, facts);
  const fixed = held.map(({ axis, at }) => {
    const swept = facts.axes[axis];
    return swept === undefined ? '' : axisText(swept, at);
  });
  const hint = [
    ...(canBeOpened(facts) ? [t('A click opens the run.')] : []),
    ...(fixed.length === 0 ? [] : [t('At {0}.', fixed.join(', '))]),
    t('Framed: this run.'),
  ].join(' ');
  const figures = pickedFigures(facts, state);
  return figures.flatMap((figure) =>
    shownInitializers(scene).map((initializer) => ({
      id: `sweep-${figures.length > 1 ? `${figure.id}-` : ''}${initializersOf(manifest).indexOf(initializer)}`,
      title: `${titleOf(figure, pickedSweepLayer(facts, state))}, ${initializer}`,
      hint,
      plot: () => sweepPlot(scene, facts, initializer, figure),
    })),
  );
}
