import { t } from '../../../src/shared/l10n';
import { formatValue } from '../../model/format';
import type { Answer } from '../../model/predictions';
import { answersFor, classNames } from '../../model/predictions';
import type { Scene } from '../../model/scene';
import type { StyleOf } from '../chart/style';
import { h, setText } from '../h';
import { swatch } from '../swatch';

export interface AnswersView {
  readonly element: HTMLElement;
  /** @param told what the sample is, in words */
  update(scene: Scene, sample: number | 'drawing', told: string, styleOf: StyleOf): void;
}

/** Classes of which each has a column; of more the likeliest are told. */
const COLUMNS = 12;
const LIKELIEST = 5;

/** What each network makes of one sample. */
export function createAnswers(): AnswersView {
  const subject = h('p', { class: 'answers-subject' });
  const spoken = h('p', { class: 'visually-hidden', 'aria-live': 'polite' });
  const table = h('table', { class: 'answers', 'aria-labelledby': 'answers-title' });
  let shown = '';
  return {
    element: h(
      'section',
      { 'aria-labelledby': 'answers-title' },
      h('h2', { id: 'answers-title' }, t('Answers')),
      subject,
      spoken,
      h('div', { class: 'wide', tabindex: 0, role: 'group', 'aria-labelledby': 'answers-title' }, table),
    ),
    update(scene, sample, told, styleOf) {
      const { validation } = scene.predictions;
      const answers = answersFor(scene, sample);
      const content = JSON.stringify([answers, told, answers.map(({ initializer }) => styleOf(initializer))]);
      if (validation === undefined || content === shown) return;
      shown = content;
      const names = validation.classes === undefined ? [] : classNames(validation);
      const columns =
        names.length === 0 ? [t('Output')] : names.length <= COLUMNS ? names : [t('Likeliest classes')];
      const isRight = ({ taken }: Answer): boolean =>
        sample === 'drawing' || taken === undefined || taken === validation.targets[sample];
      setText(subject, told);
      setText(spoken, `${told}. ${answers.map((answer) => inWords(answer, names)).join('; ')}.`);
      table.replaceChildren(
        h(
          'thead',
          {},
          h(
            'tr',
            {},
            ...[t('Initializer'), ...(names.length === 0 ? [] : [t('Taken for')]), ...columns].map((title) =>
              h('th', { scope: 'col' }, title),
            ),
          ),
        ),
        h(
          'tbody',
          {},
          ...answers.map((answer) =>
            h(
              'tr',
              {},
              h('th', { scope: 'row' }, swatch(styleOf(answer.initializer)), answer.initializer),
              ...(answer.reason !== undefined || answer.step === undefined
                ? [h('td', { colspan: columns.length + 1, class: 'hint' }, answer.reason ?? t('Evaluating…'))]
                : cellsOf(answer, names, isRight(answer))),
            ),
          ),
        ),
      );
    },
  };
}

function cellsOf(
  { probabilities, taken = -1, values = [] }: Answer,
  names: readonly string[],
  isRight: boolean,
): HTMLElement[] {
  if (probabilities === undefined) return [h('td', {}, values.map(formatValue).join(', '))];
  const verdict = h(
    'td',
    { class: isRight ? 'taken' : 'taken trouble' },
    isRight ? (names[taken] ?? '') : `${names[taken] ?? ''} ✗`,
  );
  if (names.length > COLUMNS) return [verdict, h('td', {}, likeliest(probabilities, names))];
  return [
    verdict,
    ...probabilities.map((share, output) => {
      const cell = h('td', { class: output === taken ? 'share most' : 'share' }, percent(share));
      cell.style.setProperty('--share', String(share));
      return cell;
    }),
  ];
}

const likeliest = (probabilities: readonly number[], names: readonly string[]): string =>
  probabilities
    .map((share, output) => ({ share, name: names[output] ?? '' }))
    .sort((a, b) => b.share - a.share)
    .slice(0, LIKELIEST)
    .map(({ share, name }) => `${name} ${percent(share)}`)
    .join(' · ');

function inWords(
  { initializer, probabilities, taken = -1, values, reason }: Answer,
  names: readonly string[],
): string {
  if (reason !== undefined) return `${initializer}: ${reason}`;
  if (values !== undefined) return `${initializer}: ${values.map(formatValue).join(', ')}`;
  const share = probabilities?.[taken];
  return `${initializer}: ${share === undefined ? t('evaluating') : `${names[taken] ?? ''}, ${percent(share)}`}`;
}

/** Probabilities stand in columns: with as many digits each, however small. */
const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
