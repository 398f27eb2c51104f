import { chartsOf } from '../../model/charts';
import { createChartGrid } from '../chartGrid';
import type { Actions } from '../controls';
import { controlBar, linesControl, smoothingControl, splitsControl, xAxisControl } from '../controls';
import { h } from '../h';
import { createPaired } from '../paired';
import { createResults } from '../results';
import type { TabView } from './tab';

/** How training went: loss, accuracy and the figures. */
export function createOverview(actions: Actions): TabView {
  const { change } = actions;
  const controls = controlBar(
    xAxisControl(change),
    splitsControl(change),
    smoothingControl(change),
    linesControl(change),
  );
  const grid = createChartGrid(actions);
  const results = createResults();
  const paired = createPaired(change);
  return {
    element: h('div', { class: 'tab' }, controls.element, grid.element, results.element, paired.element),
    update(scene, look) {
      controls.update(scene);
      grid.update(chartsOf(scene, 'overview'), look);
      results.update(scene, look.styleOf);
      paired.update(scene);
    },
  };
}
