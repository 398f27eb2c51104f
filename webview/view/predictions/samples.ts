import { t } from '../../../src/shared/l10n';
import { formatCount, formatValue } from '../../model/format';
import { describeSample, isPicture, OFFERED, offeredSamples, withPrediction } from '../../model/predictions';
import type { Scene } from '../../model/scene';
import type { Change } from '../controls';
import { h, setAttribute, setText } from '../h';
import { picker } from '../toolkit';
import { paint } from './picture';

export interface SamplesView {
  readonly element: HTMLElement;
  update(scene: Scene): void;
}

/** Values of a sample that is no picture, as far as a button has room. */
const VALUES_TOLD = 4;

/** Validation samples to pick one from: pictures, or their first features. Arrow keys go from one to the next. */
export function createSamples(change: Change): SamplesView {
  const only = picker(t('Samples'), (value) => change(withPrediction({ only: value, from: 0 })));
  const where = h('span', { class: 'control-name' });
  const turn = (text: string, label: string, pages: number): HTMLButtonElement => {
    const button = h('button', { class: 'toggle', type: 'button', 'aria-label': label }, text);
    button.addEventListener('click', () =>
      change(withPrediction({ from: Math.max(0, from + pages * OFFERED) })),
    );
    return button;
  };
  let from = 0;
  let filled = '';
  const [back, on] = [turn('◀', t('Samples before these'), -1), turn('▶', t('Samples after these'), 1)];
  const grid = h('div', { class: 'samples', role: 'group', 'aria-label': t('Validation samples') });
  grid.addEventListener('keydown', (event) => {
    const buttons = [...grid.children] as HTMLElement[];
    const by: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -1, ArrowDown: 1 };
    const next =
      buttons[buttons.indexOf(document.activeElement as HTMLElement) + (by[event.key] ?? Infinity)];
    if (next === undefined) return;
    event.preventDefault();
    next.focus();
    next.click();
  });

  const fill = (scene: Scene, shown: readonly number[]): void => {
    const { predictions } = scene;
    const { validation } = predictions;
    const content = JSON.stringify(shown.map((index) => [index, predictions.sampleOf(index) !== undefined]));
    if (validation === undefined || content === filled) return;
    filled = content;
    const active = document.activeElement;
    const focused =
      active instanceof HTMLElement && grid.contains(active) ? active.dataset['sample'] : undefined;
    grid.replaceChildren(
      ...shown.map((index) => {
        const values = predictions.sampleOf(index);
        const name = describeSample(validation, index);
        const button = h('button', { class: 'sample', type: 'button', 'data-sample': index, title: name });
        setAttribute(button, 'aria-label', name);
        if (values !== undefined && isPicture(validation)) {
          const canvas = h('canvas', {});
          paint(canvas, values, validation.shape);
          button.append(canvas);
        } else if (values !== undefined) {
          const features = featuresText(values);
          button.append(features);
          // what is read out begins with what is seen: who speaks to the page says that
          setAttribute(button, 'aria-label', `${features}. ${name}`);
        }
        button.addEventListener('click', () => change(withPrediction({ sample: index })));
        return button;
      }),
    );
    // values that come later make the buttons anew: who goes through them by keyboard stays where they were
    if (focused !== undefined) grid.querySelector<HTMLElement>(`[data-sample="${focused}"]`)?.focus();
  };

  return {
    element: h(
      'div',
      { class: 'samples-offer' },
      h('div', { class: 'controls' }, only.element, h('span', { class: 'control' }, back, where, on)),
      grid,
    ),
    update(scene) {
      const { validation } = scene.predictions;
      const offered = offeredSamples(scene);
      from = offered.from;
      only.element.hidden = validation?.classes === undefined;
      only.update(
        [
          { value: 'all', text: t('All') },
          { value: 'wrong', text: t('Mistaken by an initializer shown') },
          ...(validation?.classes ?? []).map((name, label) => ({
            value: String(label),
            text: t('Class {0}', name),
          })),
        ],
        scene.state.prediction?.only ?? 'all',
      );
      const last = offered.from + offered.shown.length;
      setText(
        where,
        offered.count === 0
          ? 'none'
          : t('{0}–{1} of {2}', formatCount(offered.from + 1), formatCount(last), formatCount(offered.count)),
      );
      back.disabled = offered.from === 0;
      on.disabled = last >= offered.count;
      fill(scene, offered.shown);
      for (const button of grid.querySelectorAll<HTMLElement>('.sample')) {
        const isPicked = button.dataset['sample'] === String(offered.picked);
        setAttribute(button, 'aria-pressed', String(isPicked));
        setAttribute(button, 'tabindex', isPicked ? 0 : -1);
      }
    },
  };
}

const featuresText = (values: Uint8Array | Float32Array): string =>
  [...values.subarray(0, VALUES_TOLD)].map(formatValue).join(', ') +
  (values.length > VALUES_TOLD ? ' …' : '');
