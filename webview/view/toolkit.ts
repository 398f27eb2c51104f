import {
  provideVSCodeDesignSystem,
  vsCodeButton,
  vsCodeCheckbox,
  vsCodeDropdown,
  vsCodeOption,
  vsCodeProgressRing,
} from '@vscode/webview-ui-toolkit';
import { h, setText } from './h';

/** What the page uses of the toolkit's elements. */
type Clickable = HTMLElement & { disabled: boolean };
type Checkable = HTMLElement & { checked: boolean };
type Pickable = HTMLElement & { value: string };

/** The one module that knows the toolkit: it is archived, and to be replaced here when the day comes. */
export function registerToolkit(): void {
  provideVSCodeDesignSystem().register(
    vsCodeButton(),
    vsCodeCheckbox(),
    vsCodeDropdown(),
    vsCodeOption(),
    vsCodeProgressRing(),
  );
}

export function button(
  text: string,
  onClick: () => void,
  appearance: 'primary' | 'secondary' = 'secondary',
): Clickable {
  const element = h('vscode-button', { appearance }, text) as Clickable;
  element.addEventListener('click', onClick);
  return element;
}

/** The toolkit's badge binds a style attribute, which a strict policy forbids: the same look in our own CSS. */
export const badge = (): HTMLElement => h('span', { class: 'badge' });

export const progressRing = (label: string): HTMLElement =>
  h('vscode-progress-ring', { 'aria-label': label });

export function checkbox(text: string, onChange: (checked: boolean) => void): Checkable {
  const element = h('vscode-checkbox', {}, text) as Checkable;
  element.addEventListener('change', () => {
    onChange(element.checked);
  });
  return element;
}

export interface Choice {
  readonly value: string;
  readonly text: string;
}

export interface Picker {
  readonly element: HTMLElement;
  update(choices: readonly Choice[], selected: string): void;
}

/** A labelled dropdown. */
export function picker(label: string, onPick: (value: string) => void): Picker {
  const dropdown = h('vscode-dropdown', { 'aria-label': label }) as Pickable;
  dropdown.addEventListener('change', () => {
    onPick(dropdown.value);
  });
  let shown = '';
  return {
    element: h('label', { class: 'control' }, h('span', { class: 'control-name' }, label), dropdown),
    update(choices, selected) {
      const signature = JSON.stringify(choices);
      if (signature !== shown) {
        shown = signature;
        dropdown.replaceChildren(
          ...choices.map(({ value, text }) =>
            h('vscode-option', { value, selected: value === selected }, text),
          ),
        );
      }
      if (dropdown.value !== selected) dropdown.value = selected;
    },
  };
}

export interface Slider {
  readonly element: HTMLElement;
  update(value: number, max: number, text: string): void;
}

/** A labelled range input with its value beside it; the toolkit has none. */
export function slider(label: string, step: number, onInput: (value: number) => void): Slider {
  const input = h('input', { type: 'range', min: 0, step, 'aria-label': label });
  const output = h('output', { class: 'control-value' });
  input.addEventListener('input', () => {
    onInput(input.valueAsNumber);
  });
  return {
    element: h('label', { class: 'control' }, h('span', { class: 'control-name' }, label), input, output),
    update(value, max, text) {
      input.max = String(max);
      if (input.valueAsNumber !== value) input.value = String(value);
      input.setAttribute('aria-valuetext', text);
      setText(output, text);
    },
  };
}
