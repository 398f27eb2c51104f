import { t } from '../../../src/shared/l10n';
import type { PredictionsRequest } from '../../contract';
import { formatCount } from '../../model/format';
import {
  canDraw,
  describeSample,
  keptSteps,
  lackOf,
  offeredSamples,
  predictingTrials,
  predictionsRequest,
} from '../../model/predictions';
import type { Scene } from '../../model/scene';
import type { Look } from '../chartGrid';
import type { Actions } from '../controls';
import { h, setAttribute, setText } from '../h';
import { notRecorded } from '../notices';
import { createAnswers } from '../predictions/answers';
import { createConfusion } from '../predictions/confusion';
import { createDrawingPad } from '../predictions/drawingPad';
import { createSamples } from '../predictions/samples';
import { button } from '../toolkit';
import type { TabView } from './tab';

/** What the networks that a run has kept make of validation samples, and of a drawn digit. */
export function createPredictions(actions: Actions): TabView {
  const { change, ask } = actions;
  let drawn: { readonly scene: Scene; readonly look: Look } | undefined;
  let drawing: Uint8Array | undefined;
  let draws = false;

  const lack = h('div');
  let lacking = '';
  const reasonText = h('p', { role: 'alert' });
  const retry = button(t('Try again'), () => {
    if (drawn !== undefined) ask(requestOf(drawn.scene), true);
  });
  const problem = h('div', { class: 'notice' }, reasonText, retry);
  const loading = h('p', { class: 'nothing', role: 'status' }, t('Opening the networks…'));
  const kept = h('span', { class: 'segments', role: 'group', 'aria-label': t('Checkpoints kept') });
  const where = h('p', { class: 'hint' });
  const samples = createSamples(change);
  const answers = createAnswers();
  const confusion = createConfusion(actions);
  const pad = createDrawingPad((digit) => {
    drawing = digit;
    again();
  });
  const source = (text: string, isDrawing: boolean): HTMLButtonElement => {
    const toggle = h('button', { class: 'toggle', type: 'button' }, text);
    toggle.addEventListener('click', () => {
      draws = isDrawing;
      again();
    });
    return toggle;
  };
  const [picking, sketching] = [source(t('Pick a sample'), false), source(t('Draw a digit'), true)];
  const sources = h(
    'div',
    { class: 'segments', role: 'group', 'aria-label': t('What to show the networks') },
    picking,
    sketching,
  );
  const content = h(
    'div',
    { class: 'predictions' },
    h('div', { class: 'control' }, h('span', { class: 'control-name' }, t('Checkpoints kept')), kept),
    where,
    h(
      'section',
      { class: 'show', 'aria-label': t('What the networks are shown') },
      sources,
      samples.element,
      pad,
    ),
    answers.element,
    confusion.element,
  );
  const requestOf = (scene: Scene): PredictionsRequest =>
    predictionsRequest(scene, draws ? drawing : undefined);
  const again = (): void => {
    if (drawn !== undefined) update(drawn.scene, drawn.look);
  };

  let steps = '';
  const updateSteps = (scene: Scene): void => {
    const all = keptSteps(scene);
    const shown = JSON.stringify(all);
    if (shown !== steps) {
      steps = shown;
      kept.replaceChildren(
        ...all.map(({ step, bestOf }) => {
          const toggle = h(
            'button',
            { class: 'toggle', type: 'button', 'data-step': step, title: bestOf.join(', ') || undefined },
            `${t('Step {0}', formatCount(step))}${bestText(bestOf)}`,
          );
          toggle.addEventListener('click', () => change((state) => ({ ...state, step })));
          return toggle;
        }),
      );
    }
    const evaluated = new Set(
      predictingTrials(scene).map((trial) => scene.predictions.evaluationOf(trial)?.step),
    );
    for (const toggle of kept.querySelectorAll<HTMLElement>('button'))
      setAttribute(toggle, 'aria-pressed', String(evaluated.has(Number(toggle.dataset['step']))));
  };

  const update = (scene: Scene, look: Look): void => {
    drawn = { scene, look };
    const { validation, problem: reason } = scene.predictions;
    const missing = lackOf(scene, look.standalone);
    const told = JSON.stringify(missing ?? '');
    if (told !== lacking) {
      lacking = told;
      lack.replaceChildren(...(missing === undefined ? [] : [notRecorded(missing.title, missing.detail)]));
    }
    lack.hidden = missing === undefined;
    const isOpen = missing === undefined && reason === undefined && validation !== undefined;
    content.hidden = !isOpen;
    problem.hidden = missing !== undefined || reason === undefined;
    loading.hidden = missing !== undefined || reason !== undefined || validation !== undefined;
    if (missing !== undefined) return;
    setText(reasonText, reason === undefined ? '' : t('The networks cannot be evaluated: {0}', reason));
    const request = requestOf(scene);
    if (request.trials.length > 0) ask(request);
    if (!isOpen) return;

    updateSteps(scene);
    const [first] = predictingTrials(scene);
    setText(
      where,
      t(
        'Seed {0}, evaluated on all {1} validation samples ({2}). Of each initializer the last checkpoint up to the selected step is shown.',
        first?.seed ?? '–',
        formatCount(validation.count),
        validation.engine,
      ),
    );
    const drawable = canDraw(validation);
    const isDrawing = draws && drawable;
    sources.hidden = !drawable;
    setAttribute(picking, 'aria-pressed', String(!isDrawing));
    setAttribute(sketching, 'aria-pressed', String(isDrawing));
    samples.element.hidden = isDrawing;
    pad.hidden = !isDrawing;
    samples.update(scene);
    const { picked } = offeredSamples(scene);
    answers.element.hidden = isDrawing ? drawing === undefined : picked === undefined;
    if (isDrawing) answers.update(scene, 'drawing', t('Your drawing'), look.styleOf);
    else if (picked !== undefined)
      answers.update(scene, picked, describeSample(validation, picked), look.styleOf);
    confusion.update(scene, look.styleOf);
  };
  return { element: h('div', { class: 'tab' }, lack, problem, loading, content), update };
}

const bestText = ([first, ...others]: readonly string[]): string => {
  if (first === undefined) return '';
  return ` · ${others.length === 0 ? t('best of {0}', first) : t('best of {0} initializers', others.length + 1)}`;
};
