import type { CodeLens, Command, Range } from 'vscode-languageserver-types';
import { countOf } from '../../experiment/sweep/sweep';
import { t } from '../../shared/l10n';
import { LENS_COMMANDS } from '../names';
import type { InitializerResult, LastRun, RunReference, RunTarget } from '../protocol';
import { predictedVerdict } from '../verdict';
import type { ConfigDocument } from './configDocument';
import { figureText } from './figure';
import { modelSizeText } from './modelSize';
import { toLspRange } from './positions';
import { predictionOf } from './predictions';
import type { ConfigState } from './state';
import { nothingDrawnText } from './takenOver';

const TOP: Range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

/** Results of initializers, one per entry of the outline. */
export type Results = readonly (InitializerResult | null | undefined)[];

/**
 * On the file: run all, open the last run with its best figure, compare it with the one before. On the model: its
 * size. On each initializer: run only this, what is predicted of it, and how it fared last time.
 */
export function codeLensesOf(
  state: ConfigState,
  lastRun: LastRun | undefined,
  results: Results = [],
): CodeLens[] {
  const { document } = state;
  const lenses = [lens(TOP, run(document))];
  if (lastRun !== undefined) lenses.push(lens(TOP, open(lastRun, lastRunTitle(lastRun))));
  if (lastRun?.before !== undefined) lenses.push(lens(TOP, compare(lastRun.before, lastRun)));
  const { model } = document.outline.sections;
  const size = model && modelSizeText(document.outline);
  if (model && size !== undefined) lenses.push(lens(toLspRange(model), says(size)));
  for (const [index, { label, range }] of document.outline.initializers.entries()) {
    if (label === undefined) continue;
    const place = toLspRange(range);
    lenses.push(lens(place, run(document, label)));
    const prediction = predictionOf(state, index);
    const verdict = prediction && t('predicted: {0}', predictedVerdict(prediction));
    const said = nothingDrawnText(document.outline) ?? verdict;
    if (said !== undefined) lenses.push(lens(place, says(said)));
    const result = results[index];
    if (result) lenses.push(lens(place, open(result, resultTitle(result))));
  }
  return lenses;
}

const lens = (range: Range, command: Command): CodeLens => ({ range, command });

/** A lens that only tells. */
const says = (title: string): Command => ({ title, command: '' });

function run({ uri, outline: { initializers }, sweep }: ConfigDocument, initializer?: string): Command {
  const target: RunTarget = { config: uri, ...(initializer === undefined ? {} : { initializer }) };
  const count = sweep && countOf(sweep.axes);
  const runs = count === undefined ? undefined : count === 1 ? t('1 run') : t('{0} runs', count);
  const title =
    initializer !== undefined
      ? [t('Run this initializer'), ...(runs === undefined ? [] : [runs])].join(' · ')
      : runs !== undefined
        ? t('Run sweep of {0}', runs)
        : initializers.length > 1
          ? t('Run all {0} initializers', initializers.length)
          : t('Run experiment');
  return {
    title: `$(play) ${title}`,
    command: LENS_COMMANDS.run,
    arguments: [target],
  };
}

function open({ folder }: RunReference, title: string): Command {
  const reference: RunReference = { folder };
  return { title, command: LENS_COMMANDS.openRun, arguments: [reference] };
}

/** The older run first, as in the table that it opens. */
function compare(before: RunReference, { folder }: RunReference): Command {
  const runs: readonly RunReference[] = [{ folder: before.folder }, { folder }];
  return {
    title: `$(diff) ${t('Compare last run with the one before')}`,
    command: LENS_COMMANDS.compareRuns,
    arguments: [undefined, runs],
  };
}

function lastRunTitle({ running, best }: LastRun): string {
  const title = running ? `$(pulse) ${t('Open last run · training')}` : `$(graph-line) ${t('Open last run')}`;
  return best === undefined ? title : `${title} · ${t('best: {0} {1}', best.label, figureText(best.figure))}`;
}

function resultTitle({ state, figure, best }: InitializerResult): string {
  const value = figure === undefined ? undefined : figureText(figure);
  if (state === 'running') return `$(pulse) ${value === undefined ? t('training') : t('so far: {0}', value)}`;
  if (state === 'diverged')
    return `$(flame) ${[t('last: diverged'), ...(value === undefined ? [] : [value])].join(' · ')}`;
  return `${best === true ? '$(star-full) ' : ''}${t('last: {0}', value ?? t('no result'))}`;
}
