import { t } from '../../../src/shared/l10n';
import { DIGIT_SIDE, toDigit } from '../../model/digit';
import { h } from '../h';
import { button } from '../toolkit';
import { paint } from './picture';

/** Pixels of a side, and of the pen: MNIST's strokes are about a tenth of a digit wide. */
const SIDE = 224;
const PEN = 20;

/** A place to draw a digit with mouse, pen or finger. @param onDrawn told after each stroke, and when it is empty again */
export function createDrawingPad(onDrawn: (digit: Uint8Array | undefined) => void): HTMLElement {
  const pad = h('canvas', {
    class: 'drawing-pad',
    width: SIDE,
    height: SIDE,
    role: 'img',
    'aria-label': t('Draw a digit here with mouse, pen or finger'),
  });
  const seen = h('canvas', {
    class: 'drawing-seen',
    role: 'img',
    'aria-label': t('The drawing as the networks see it'),
  });
  const show = (digit: Uint8Array | undefined): void =>
    paint(seen, digit ?? new Uint8Array(DIGIT_SIDE * DIGIT_SIDE), [DIGIT_SIDE, DIGIT_SIDE, 1]);
  const context = pad.getContext('2d', { willReadFrequently: true });
  let last: readonly [number, number] | undefined;

  const stroke = (event: PointerEvent): void => {
    if (context === null || last === undefined) return;
    const scale = SIDE / pad.getBoundingClientRect().width;
    const to = [event.offsetX * scale, event.offsetY * scale] as const;
    context.strokeStyle = getComputedStyle(pad).color;
    context.lineWidth = PEN;
    context.lineCap = 'round';
    context.beginPath();
    context.moveTo(...last);
    context.lineTo(...to);
    context.stroke();
    last = to;
  };
  const finish = (): void => {
    if (context === null || last === undefined) return;
    last = undefined;
    const { data } = context.getImageData(0, 0, SIDE, SIDE);
    const ink = Float32Array.from({ length: SIDE * SIDE }, (_, pixel) => (data[4 * pixel + 3] ?? 0) / 255);
    const digit = toDigit(ink, SIDE);
    show(digit);
    onDrawn(digit);
  };
  pad.addEventListener('pointerdown', (event) => {
    pad.setPointerCapture(event.pointerId);
    const scale = SIDE / pad.getBoundingClientRect().width;
    last = [event.offsetX * scale, event.offsetY * scale];
    stroke(event);
  });
  pad.addEventListener('pointermove', stroke);
  pad.addEventListener('pointerup', finish);
  pad.addEventListener('pointercancel', finish);
  show(undefined);
  const clear = button(t('Clear'), () => {
    context?.clearRect(0, 0, SIDE, SIDE);
    show(undefined);
    onDrawn(undefined);
  });
  return h(
    'div',
    { class: 'drawing' },
    pad,
    h(
      'div',
      { class: 'drawing-side' },
      seen,
      clear,
      h(
        'p',
        { class: 'hint' },
        t(
          'As MNIST makes its pictures: scaled to fit 20 × 20 pixels, its centre of mass moved to the middle of 28 × 28, then normalised as the validation samples are. Without a pointer, pick a validation sample instead.',
        ),
      ),
    ),
  );
}
