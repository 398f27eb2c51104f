import { t } from '../../src/shared/l10n';
import type { Scene } from '../model/scene';
import { stopAt, stopsOf, toStop } from '../model/scrubbing';
import { stepText } from '../model/stepText';
import type { Change } from './controls';
import { h, setAttribute, setText } from './h';

export interface Scrubber {
  readonly element: HTMLElement;
  update(scene: Scene): void;
}

/** From the first step to the last in about so many milliseconds, but no stop is shorter or longer than that. */
const PLAYING_TIME = 8000;
const SHORTEST = 80;
const LONGEST = 500;

/** Moves every tab in time; plays from the selected step to the last one. */
export function createScrubber(change: Change): Scrubber {
  let stops: readonly number[] = [];
  let at = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const play = h('button', { class: 'toggle play', type: 'button' });
  const input = h('input', { type: 'range', min: 0, step: 1, 'aria-label': t('Step') });
  const output = h('output', { class: 'scrubber-step' });
  const latest = h('button', { class: 'toggle', type: 'button' }, t('Latest'));
  const element = h(
    'div',
    { class: 'scrubber', role: 'group', 'aria-label': t('Step shown in every tab') },
    play,
    input,
    output,
    latest,
  );

  const goTo = (index: number): void => change((state) => toStop(stops, index, state));
  const showPlaying = (): void => {
    const playing = timer !== undefined;
    setText(play, playing ? '❚❚' : '▶');
    setAttribute(play, 'aria-label', playing ? t('Pause') : t('Play the steps'));
    setAttribute(play, 'title', playing ? t('Pause') : t('Play the steps'));
  };
  const stop = (): void => {
    clearTimeout(timer);
    timer = undefined;
    showPlaying();
  };
  const tick = (): void => {
    goTo(at + 1);
    if (at + 1 >= stops.length - 1) {
      stop();
      return;
    }
    const pause = Math.min(Math.max(PLAYING_TIME / stops.length, SHORTEST), LONGEST);
    timer = setTimeout(tick, pause);
    showPlaying();
  };
  play.addEventListener('click', () => {
    if (timer !== undefined) {
      stop();
      return;
    }
    // from the end it begins again, with initialisation itself
    if (at >= stops.length - 1) goTo(0);
    timer = setTimeout(tick, LONGEST);
    showPlaying();
  });
  input.addEventListener('input', () => {
    stop();
    goTo(input.valueAsNumber);
  });
  latest.addEventListener('click', () => {
    stop();
    goTo(stops.length - 1);
  });
  showPlaying();

  return {
    element,
    update(scene) {
      const { state, manifest } = scene;
      stops = stopsOf(scene);
      at = stopAt(stops, state);
      element.hidden = stops.length < 2;
      input.max = String(Math.max(0, stops.length - 1));
      if (input.valueAsNumber !== at) input.value = String(at);
      const step = state.step ?? stops.at(-1) ?? 0;
      const where = stepText(step, manifest);
      const text =
        step === 0
          ? t('{0}, before training', where)
          : state.step === undefined
            ? t('{0}, latest', where)
            : where;
      setText(output, text);
      setAttribute(input, 'aria-valuetext', text);
      setAttribute(latest, 'aria-pressed', String(state.step === undefined));
    },
  };
}
