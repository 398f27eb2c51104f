import { t } from '../../src/shared/l10n';
import type { Look } from './chartGrid';
import type { Actions } from './controls';
import { findingTexts, goTo, watchedRules } from '../model/findings';
import type { FindingText, RuleText } from '../model/findings';
import type { Scene } from '../model/scene';
import { h } from './h';
import { severitySign } from './severitySign';
import { swatch } from './swatch';

/** A part of the page that is built anew when what it tells has changed. */
export interface Told {
  readonly element: HTMLElement;
  update(scene: Scene, look: Look): void;
}

/** What was found, one item for each rule and initializer, with evidence, advice and the way there. */
export function createFindings(actions: Actions): Told {
  const list = h('ul', { class: 'findings' });
  let shown = '';
  return {
    element: h(
      'section',
      { 'aria-labelledby': 'findings-list-title' },
      h('h2', { id: 'findings-list-title', class: 'section-title' }, t('What was found')),
      list,
    ),
    update(scene, look) {
      const texts = findingTexts(scene);
      const content = JSON.stringify([texts, look.theme.kind, look.standalone]);
      if (content === shown) return;
      shown = content;
      list.replaceChildren(...texts.map((text) => itemOf(text, look, actions)));
    },
  };
}

/** Which rules watch the run, and what each looks for. */
export function createWatched(actions: Actions): Told {
  const summary = h('summary', {});
  const body = h('div', {});
  let shown = '';
  return {
    element: h('details', { class: 'watched' }, summary, body),
    update(scene, { standalone }) {
      const { on, off } = watchedRules(scene);
      const content = JSON.stringify([on.map(({ name }) => name), standalone]);
      if (content === shown) return;
      shown = content;
      summary.textContent =
        on.length === 0
          ? t('No rule watched this run: its config switches all off.')
          : on.length === 1
            ? t('1 rule watches this run')
            : t('{0} rules watch this run', on.length);
      body.replaceChildren(
        h(
          'dl',
          {},
          ...on.flatMap((rule) => [
            h('dt', {}, rule.title, ' ', ...docsLink(rule, standalone, actions)),
            h('dd', {}, ...withCode(rule.when)),
          ]),
        ),
        ...(off.length === 0
          ? []
          : [h('p', {}, t('Switched off by the config: {0}.', off.map(({ title }) => title).join(', ')))]),
      );
    },
  };
}

function itemOf(text: FindingText, { styleOf, standalone }: Look, actions: Actions): HTMLElement {
  const { finding, title, rule, seeds, evidence, done, place } = text;
  const { initializer, severity } = finding;
  const { message, advice } = text.told;
  const go = h('button', { class: 'toggle', type: 'button' }, t('Go to {0}', place));
  go.addEventListener('click', () => actions.change(goTo(finding)));
  return h(
    'li',
    { class: 'finding', 'data-severity': severity },
    h(
      'div',
      { class: 'finding-head' },
      severitySign(severity),
      h('h3', {}, title),
      ...(initializer === undefined
        ? [h('span', {}, t('The data'))]
        : [h('span', { class: 'finding-initializer' }, swatch(styleOf(initializer)), initializer)]),
      ...(seeds.length === 0
        ? []
        : [
            h(
              'span',
              { class: 'hint' },
              seeds.length === 1 ? t('seed {0}', seeds.join(', ')) : t('seeds {0}', seeds.join(', ')),
            ),
          ]),
      go,
    ),
    h('p', {}, sentence(message)),
    h('p', {}, advice, ...(done === undefined ? [] : [' ', h('strong', {}, done)])),
    h('p', { class: 'hint' }, h('code', {}, evidence)),
    ...(rule === undefined ? [] : [aboutRule(rule, standalone, actions)]),
  );
}

const aboutRule = (rule: RuleText, standalone: boolean, actions: Actions): HTMLElement =>
  h(
    'details',
    { class: 'about-rule' },
    h('summary', {}, t('About this rule')),
    h('p', {}, ...withCode(rule.doc)),
    h('p', {}, h('strong', {}, t('Found when: ')), ...withCode(rule.when)),
    h(
      'p',
      { class: 'hint' },
      t('Source: '),
      ...withCode(rule.source),
      '. ',
      ...docsLink(rule, standalone, actions),
    ),
  );

/** The page of all rules, which a report does not carry. */
function docsLink(
  { name, title }: RuleText,
  standalone: boolean,
  { explain }: Actions,
): readonly HTMLElement[] {
  if (standalone) return [];
  const link = h(
    'button',
    { class: 'link', type: 'button', 'aria-label': t('Documentation of {0}', title) },
    t('Documentation'),
  );
  link.addEventListener('click', () => explain(name));
  return [link];
}

/** Begins in capitals, unless with a name. */
const sentence = (message: string): string =>
  `${message.replace(/^[a-z]+(?=\s)/, (word) => word.charAt(0).toUpperCase() + word.slice(1))}.`;

/** Markdown's `code` alone: the rules' texts use no more. */
const withCode = (markdown: string): readonly (Node | string)[] =>
  markdown.split('`').map((part, index) => (index % 2 === 1 ? h('code', {}, part) : part));
