import { t } from '../../src/shared/l10n';
import type { Style } from '../model/palette';
import { h, setAttribute } from './h';
import { swatch } from './swatch';

export interface ChipView {
  readonly initializer: string;
  readonly style: Style;
  readonly shown: boolean;
  /** Said beside the name: `diverged at step 120`. */
  readonly note: string | undefined;
}

export interface LegendEvents {
  onToggle(initializer: string): void;
  onIsolate(initializer: string): void;
}

export interface Legend {
  readonly element: HTMLElement;
  update(chips: readonly ChipView[]): void;
}

const help = (): string => t('Click or Enter: show or hide. Double-click or Shift+Enter: this one alone.');

/** One chip for each initializer: the key to all charts. */
export function createLegend(events: LegendEvents): Legend {
  const element = h('div', {
    class: 'legend',
    role: 'group',
    'aria-label': `${t('Initializers')}. ${help()}`,
  });
  const chips = new Map<string, HTMLButtonElement>();
  let drawn = '';

  const createChip = ({ initializer }: ChipView): HTMLButtonElement => {
    const chip = h('button', { class: 'chip', type: 'button', title: help() });
    chip.addEventListener('click', () => events.onToggle(initializer));
    chip.addEventListener('dblclick', () => events.onIsolate(initializer));
    chip.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' || !event.shiftKey) return;
      event.preventDefault();
      events.onIsolate(initializer);
    });
    chips.set(initializer, chip);
    return chip;
  };

  return {
    element,
    update(views) {
      const looks = JSON.stringify(views.map(({ initializer, style, note }) => [initializer, style, note]));
      for (const view of views) {
        const known = chips.get(view.initializer);
        const chip = known ?? createChip(view);
        if (known === undefined) element.append(chip);
        setAttribute(chip, 'aria-pressed', String(view.shown));
        if (looks === drawn) continue;
        chip.replaceChildren(
          swatch(view.style),
          h('span', { class: 'chip-name' }, view.initializer),
          ...(view.note === undefined ? [] : [h('span', { class: 'chip-note' }, view.note)]),
        );
      }
      drawn = looks;
    },
  };
}
