import { t } from '../../../src/shared/l10n';
import { chartsOf } from '../../model/charts';
import {
  ALL_FIGURES,
  axisText,
  commonLayers,
  figuresOf,
  LAST_HIDDEN,
  pickedFigures,
  pickedSweepLayer,
  viewOf,
  withSweep,
} from '../../model/sweep';
import { createChartGrid } from '../chartGrid';
import type { Actions, Change, Control } from '../controls';
import { controlBar } from '../controls';
import { h } from '../h';
import { notRecorded } from '../notices';
import { picker } from '../toolkit';
import type { TabView } from './tab';

/** The runs of a sweep as heatmaps over two of its parameters. */
export function createSweep(actions: Actions): TabView {
  const { change } = actions;
  const controls = controlBar(
    figureControl(change),
    layerControl(change),
    axisControl(change, t('Across'), 'x'),
    axisControl(change, t('Down'), 'y'),
    heldControls(change),
  );
  const grid = createChartGrid(actions);
  const empty = notRecorded(
    t('No run of this sweep has a figure yet'),
    t('Cells fill as the runs are trained, one after another.'),
  );
  return {
    element: h('div', { class: 'tab' }, controls.element, empty, grid.element),
    update(scene, look) {
      const charts = chartsOf(scene, 'sweep');
      empty.hidden = charts.length > 0;
      controls.element.hidden = charts.length === 0;
      controls.update(scene);
      grid.update(charts, look);
    },
  };
}

function figureControl(change: Change): Control {
  const control = picker(t('Figure'), (figure) => change(withSweep({ figure })));
  return {
    element: control.element,
    update({ sweep, state }) {
      if (sweep === undefined) return;
      const figures = figuresOf(sweep).map(({ id, title }) => ({ value: id, text: title }));
      const [picked, ...others] = pickedFigures(sweep, state);
      control.update(
        figures.length < 2 ? figures : [...figures, { value: ALL_FIGURES, text: t('All of them') }],
        others.length > 0 ? ALL_FIGURES : (picked?.id ?? ''),
      );
    },
  };
}

/** Only where a figure of layers is shown. */
function layerControl(change: Change): Control {
  const control = picker(t('Layer'), (layer) => change(withSweep({ layer })));
  return {
    element: control.element,
    update({ sweep, state }) {
      control.element.hidden =
        sweep === undefined || pickedFigures(sweep, state).every(({ layered }) => layered !== true);
      if (sweep === undefined) return;
      const names = commonLayers(sweep).map((name) => ({ value: name, text: name }));
      control.update(
        [{ value: LAST_HIDDEN, text: t('Last hidden layer') }, ...names],
        pickedSweepLayer(sweep, state),
      );
    },
  };
}

function axisControl(change: Change, label: string, which: 'x' | 'y'): Control {
  const control = picker(label, (name) => change((state) => withSweep({ [which]: name, row: 0 })(state)));
  return {
    element: control.element,
    update(scene) {
      const { sweep } = scene;
      control.element.hidden = sweep === undefined || sweep.axes.length < 2;
      if (sweep === undefined) return;
      const view = viewOf(scene, sweep);
      const offered = sweep.axes.filter((_, index) => which === 'x' || index !== view.x);
      control.update(
        offered.map(({ name }) => ({ value: name, text: name })),
        sweep.axes[view[which] ?? -1]?.name ?? '',
      );
    },
  };
}

/** Of which value each parameter is that lies on no axis. */
function heldControls(change: Change): Control {
  const element = h('div', { class: 'controls' });
  const pickers = new Map<string, ReturnType<typeof picker>>();
  const pickerOf = (name: string): ReturnType<typeof picker> => {
    const known = pickers.get(name);
    if (known !== undefined) return known;
    const made = picker(name, (value) =>
      change((state) => withSweep({ held: { ...state.sweep?.held, [name]: Number(value) } })(state)),
    );
    pickers.set(name, made);
    return made;
  };
  return {
    element,
    update(scene) {
      const { sweep } = scene;
      const held = sweep === undefined ? [] : viewOf(scene, sweep).held;
      const shown = held.flatMap(({ axis, at }) => {
        const swept = sweep?.axes[axis];
        if (swept === undefined) return [];
        const control = pickerOf(swept.name);
        control.update(
          swept.values.map((_, index) => ({ value: String(index), text: axisText(swept, index) })),
          String(at),
        );
        return [control.element];
      });
      element.hidden = shown.length === 0;
      if (shown.length !== element.children.length || shown.some((one, at) => one !== element.children[at]))
        element.replaceChildren(...shown);
    },
  };
}
