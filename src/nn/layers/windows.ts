import { enumeration } from '../../schema/schema';
import { t } from '../../shared/l10n';
import { formatShape } from '../shape';
import type { Shape } from '../shape';

export type Padding = 'same' | 'valid';

export const padding = enumeration(
  {
    valid: 'No padding: the window stays inside its input.',
    same: 'Zeros at the borders, so that a stride of 1 keeps height and width.',
  },
  { doc: 'What happens at the borders.', default: 'valid' },
);

export interface Window {
  readonly size: number;
  readonly stride: number;
  readonly padding: Padding;
}

/** Height and width after sliding a square window over [height, width, channels], or what is wrong. */
export function slide(
  noun: string,
  { size, stride, padding: border }: Window,
  input: Shape,
):
  | { readonly height: number; readonly width: number; readonly channels: number }
  | { readonly error: string } {
  const [height, width, channels] = input;
  if (input.length !== 3 || height === undefined || width === undefined || channels === undefined) {
    return {
      error: t('needs images as input (height × width × channels), but its input is {0}', formatShape(input)),
    };
  }
  if (border === 'same') {
    return { height: Math.ceil(height / stride), width: Math.ceil(width / stride), channels };
  }
  if (size > height || size > width) {
    return { error: t('its {0}×{0} {1} is larger than its input, {2}', size, noun, formatShape(input)) };
  }
  const positions = (length: number): number => Math.floor((length - size) / stride) + 1;
  return { height: positions(height), width: positions(width), channels };
}
