import { t } from '../../../src/shared/l10n';
import { chartsOf } from '../../model/charts';
import { createChartGrid } from '../chartGrid';
import type { Actions } from '../controls';
import { controlBar, layerControl, linesControl, measureControl, xAxisControl } from '../controls';
import { h } from '../h';
import { notRecorded } from '../notices';
import type { TabView } from './tab';

/** What happens inside the network, layer by layer. */
export function createLayers(actions: Actions): TabView {
  const { change } = actions;
  const controls = controlBar(
    measureControl(change),
    layerControl(change),
    xAxisControl(change),
    linesControl(change),
  );
  const grid = createChartGrid(actions);
  const empty = notRecorded(
    t('No statistics of layers were recorded'),
    t('Probes measure them: see `telemetry` in the config.'),
  );
  return {
    element: h('div', { class: 'tab' }, controls.element, empty, grid.element),
    update(scene, look) {
      const charts = chartsOf(scene, 'layers');
      empty.hidden = charts.length > 0;
      controls.element.hidden = charts.length === 0;
      controls.update(scene);
      grid.update(charts, look);
    },
  };
}
