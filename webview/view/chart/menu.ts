import { t } from '../../../src/shared/l10n';
import { messageOf } from '../../../src/shared/messageOf';
import type { Output } from '../../contract';
import { csvOf, markdownOf, SHOWN_ROWS, thinned } from '../../model/table';
import { h } from '../h';
import type { Picture } from './picture';
import { pngOf, svgOf } from './picture';

/** Ways out of the page for one chart. */
export interface ChartMenu {
  readonly element: HTMLElement;
}

/** @param shown the chart as it is now; undefined before there is one */
export function createChartMenu(
  shown: () => Picture | undefined,
  output: (output: Output) => void,
): ChartMenu {
  const save = (picture: Picture, ending: string, mime: string, content: string | Uint8Array): void =>
    output({ type: 'save', name: `${picture.chart.title}.${ending}`, mime, content });
  const outputs: Readonly<Record<string, (picture: Picture) => void | Promise<void>>> = {
    [t('PNG picture')]: async (picture) => save(picture, 'png', 'image/png', await pngOf(picture)),
    [t('SVG picture')]: (picture) => save(picture, 'svg', 'image/svg+xml', svgOf(picture)),
    [t('CSV table')]: (picture) => save(picture, 'csv', 'text/csv', csvOf(tableOf(picture))),
    [t('Copy as Markdown')]: (picture) =>
      output({ type: 'copy', text: markdownOf(thinned(tableOf(picture), SHOWN_ROWS)) }),
  };
  const problem = h('p', { class: 'menu-problem', role: 'alert', hidden: true });
  const choose = (make: (picture: Picture) => void | Promise<void>): void => {
    const picture = shown();
    if (picture === undefined) return;
    problem.hidden = true;
    Promise.resolve()
      .then(() => make(picture))
      .then(close, (error: unknown) => {
        problem.hidden = false;
        problem.textContent = messageOf(error);
      });
  };
  const opener = h(
    'summary',
    { class: 'toggle', 'aria-label': t('Export this chart'), title: t('Export') },
    '⋯',
  );
  const element = h(
    'details',
    { class: 'menu' },
    opener,
    h(
      'div',
      { class: 'menu-items' },
      ...Object.entries(outputs).map(([text, make]) => {
        const item = h('button', { class: 'menu-item', type: 'button' }, text);
        item.addEventListener('click', () => choose(make));
        return item;
      }),
      problem,
    ),
  );
  const close = (): void => {
    element.open = false;
  };
  element.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !element.open) return;
    close();
    opener.focus();
  });
  element.addEventListener('focusout', ({ relatedTarget }) => {
    if (!(relatedTarget instanceof Node && element.contains(relatedTarget))) close();
  });
  return { element };
}

const tableOf = ({ chart }: Picture) => chart.plot(1).table();
