import type { Loss } from './loss';
import { meanSquaredError } from './meanSquaredError';
import { softmaxCrossEntropy } from './softmaxCrossEntropy';

/** Every loss, in the order to offer them. */
export const losses = {
  softmaxCrossEntropy,
  meanSquaredError,
} satisfies Readonly<Record<string, Loss>>;
