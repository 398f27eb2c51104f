import { t } from '../../../src/shared/l10n';
import { chartsOf } from '../../model/charts';
import { createChartGrid } from '../chartGrid';
import type { Actions } from '../controls';
import { controlBar, lanesControl, xAxisControl } from '../controls';
import { createFindings, createWatched } from '../findings';
import { h, setText } from '../h';
import type { TabView } from './tab';

/** What the health rules found, when, and what to do about it. */
export function createHealth(actions: Actions): TabView {
  const controls = controlBar(lanesControl(actions.change), xAxisControl(actions.change));
  const grid = createChartGrid(actions);
  const findings = createFindings(actions);
  const watched = createWatched(actions);
  const nothingTitle = h('p', { class: 'nothing-title' });
  const nothing = h(
    'div',
    { class: 'nothing' },
    nothingTitle,
    h(
      'p',
      {},
      t('Rules look at what is measured after each probe and evaluation, and report once per trial.'),
    ),
  );
  return {
    element: h(
      'div',
      { class: 'tab' },
      controls.element,
      nothing,
      grid.element,
      findings.element,
      watched.element,
    ),
    update(scene, look) {
      const charts = chartsOf(scene, 'health');
      const isEmpty = charts.length === 0;
      const { state } = scene.manifest;
      const live = state === 'running' || state === 'paused';
      setText(
        nothingTitle,
        scene.findings.length > 0
          ? t('Nothing was found in the trials that are shown')
          : live
            ? t('Nothing was found so far')
            : t('Nothing was found'),
      );
      nothing.hidden = !isEmpty;
      controls.element.hidden = findings.element.hidden = isEmpty;
      controls.update(scene);
      grid.update(charts, look);
      findings.update(scene, look);
      watched.update(scene, look);
    },
  };
}
