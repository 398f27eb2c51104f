import { t } from '../../../src/shared/l10n';
import { chartsOf } from '../../model/charts';
import { distributedOf, neededHistograms, pickedDistributed } from '../../model/distributions';
import { lookOf } from '../../model/histogramsPlot';
import { createChartGrid } from '../chartGrid';
import type { Actions, Change, Control } from '../controls';
import { controlBar, layerControl } from '../controls';
import { h } from '../h';
import { notRecorded } from '../notices';
import { picker } from '../toolkit';
import type { TabView } from './tab';

/** How weights, gradients and activations of a layer are distributed. Histograms are read when this tab is shown. */
export function createDistributions(actions: Actions): TabView {
  const { change } = actions;
  const controls = controlBar(layerControl(change), whatControl(change), lookControl(change));
  const grid = createChartGrid(actions);
  const empty = notRecorded(
    t('No histograms of this layer'),
    t('Runs record them at the steps of `telemetry.histogramInterval`.'),
  );
  const loading = h('p', { class: 'nothing', role: 'status' }, t('Reading the histograms…'));
  return {
    element: h('div', { class: 'tab' }, controls.element, loading, empty, grid.element),
    update(scene, look) {
      const needed = neededHistograms(scene);
      if (needed !== undefined) actions.need(needed);
      const distributed = distributedOf(scene) ?? (look.standalone ? [] : undefined);
      loading.hidden = distributed !== undefined;
      empty.hidden = distributed === undefined || distributed.length > 0;
      controls.update(scene);
      grid.update(chartsOf(scene, 'distributions'), look);
    },
  };
}

function whatControl(change: Change): Control {
  const control = picker(t('Values'), (of) => {
    change((state) => ({ ...state, distribution: { ...state.distribution, of } }));
  });
  return {
    element: control.element,
    update(scene) {
      const all = distributedOf(scene) ?? [];
      control.element.hidden = all.length === 0;
      control.update(
        all.map(({ id, title }) => ({ value: id, text: title })),
        pickedDistributed(scene)?.id ?? '',
      );
    },
  };
}

function lookControl(change: Change): Control {
  const control = picker(t('Drawn as'), (look) => {
    change((state) => ({ ...state, distribution: { ...state.distribution, look } }));
  });
  const choices = [
    { value: 'heatmap', text: t('Heatmap') },
    { value: 'ridges', text: t('Ridgeline') },
  ];
  return {
    element: control.element,
    update: (scene) => control.update(choices, lookOf(scene)),
  };
}
