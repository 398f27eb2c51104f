import { t } from '../../src/shared/l10n';
import { h, setAttribute } from './h';

export interface Seeds {
  readonly element: HTMLElement;
  update(seeds: readonly number[], hidden: readonly number[]): void;
}

/** One toggle for each seed; nothing when there is but one. */
export function createSeeds(onToggle: (seed: number) => void): Seeds {
  const group = h('span', { class: 'segments', role: 'group', 'aria-label': t('Seeds') });
  const element = h('div', { class: 'control' }, h('span', { class: 'control-name' }, t('Seeds')), group);
  const toggles = new Map<number, HTMLButtonElement>();
  return {
    element,
    update(seeds, hidden) {
      element.hidden = seeds.length < 2;
      for (const seed of seeds) {
        let toggle = toggles.get(seed);
        if (toggle === undefined) {
          toggle = h('button', { class: 'toggle', type: 'button' }, String(seed));
          toggle.addEventListener('click', () => onToggle(seed));
          toggles.set(seed, toggle);
          group.append(toggle);
        }
        setAttribute(toggle, 'aria-pressed', String(!hidden.includes(seed)));
      }
    },
  };
}
