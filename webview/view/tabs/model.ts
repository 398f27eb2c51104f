import { t } from '../../../src/shared/l10n';
import type { Output } from '../../contract';
import {
  flowsOf,
  graphedInitializer,
  graphedLayer,
  graphTable,
  layerFacts,
  modelGraph,
} from '../../model/modelGraph';
import { pickedMeasure } from '../../model/measures';
import { probeText } from '../../model/probes';
import type { Scene } from '../../model/scene';
import { shownInitializers } from '../../model/scene';
import { csvOf } from '../../model/table';
import { createColourKey } from '../colourKey';
import type { Actions, Change, Control } from '../controls';
import { controlBar, measureControl } from '../controls';
import { h, setText } from '../h';
import { createLayerFacts } from '../layerFacts';
import { createModelGraph } from '../modelGraph';
import { notRecorded } from '../notices';
import { createOperations } from '../operations';
import { picker } from '../toolkit';
import type { TabView } from './tab';

/** The network itself, with what flows through it at the selected step. */
export function createModel({ change, output, listOperations }: Actions): TabView {
  let shown: { readonly scene: Scene; readonly initializer: string } | undefined;
  const controls = controlBar(initializerControl(change), measureControl(change));
  const key = createColourKey();
  const graph = createModelGraph((layer) => change((state) => ({ ...state, layer })));
  const facts = createLayerFacts();
  const operations = createOperations(listOperations);
  const title = h('h2', { class: 'section-title' });
  const hint = h('p', { class: 'hint' });
  const save = (ending: string, mime: string, content: () => string): HTMLElement => {
    const button = h(
      'button',
      { class: 'toggle', type: 'button', title: t('Save as {0}', ending.toUpperCase()) },
      ending,
    );
    button.addEventListener('click', () => {
      if (shown === undefined) return;
      const file: Output = { type: 'save', name: `Model.${ending}`, mime, content: content() };
      output(file);
    });
    return button;
  };
  const body = h(
    'div',
    { class: 'model' },
    h(
      'section',
      { class: 'card', 'aria-label': t('Graph of the network') },
      h(
        'div',
        { class: 'card-head' },
        title,
        hint,
        h(
          'div',
          { class: 'card-actions' },
          save('svg', 'image/svg+xml', () => graph.svgText()),
          save('csv', 'text/csv', () =>
            shown === undefined ? '' : csvOf(graphTable(shown.scene, shown.initializer)),
          ),
        ),
      ),
      key.element,
      graph.element,
    ),
    facts.element,
  );
  const empty = notRecorded(
    t('No initializer is shown'),
    t('Choose one above to see the network with its figures.'),
  );
  return {
    element: h('div', { class: 'tab' }, controls.element, empty, body, operations.element),
    update(scene, look) {
      const { theme } = look;
      operations.update(scene, look);
      const initializer = graphedInitializer(scene);
      empty.hidden = initializer !== undefined;
      body.hidden = controls.element.hidden = initializer === undefined;
      if (initializer === undefined) return;
      shown = { scene, initializer };
      const measure = pickedMeasure(scene);
      const selected = graphedLayer(scene);
      const flows =
        measure === undefined
          ? { colours: { title: '', log: false, percent: false, min: 0, max: 1 }, values: [] }
          : flowsOf(scene, initializer, measure);
      controls.update(scene);
      setText(title, t('The network, {0}', initializer));
      setText(
        hint,
        measure === undefined
          ? t('No statistics of layers were recorded.')
          : t(
              '{0} of what each layer passes on, at {1}. Click a layer to select it in every tab.',
              measure.title,
              probeText(scene),
            ),
      );
      key.element.hidden = measure === undefined;
      key.update(flows.colours);
      graph.update({
        graph: modelGraph(scene, initializer),
        flows,
        measure: measure?.title ?? '',
        selected,
        theme,
      });
      facts.update(selected === undefined ? undefined : layerFacts(scene, initializer, selected));
    },
  };
}

function initializerControl(change: Change): Control {
  const control = picker(t('Initializer'), (initializer) => change((state) => ({ ...state, initializer })));
  return {
    element: control.element,
    update(scene) {
      control.update(
        shownInitializers(scene).map((label) => ({ value: label, text: label })),
        graphedInitializer(scene) ?? '',
      );
    },
  };
}
