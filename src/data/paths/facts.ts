import type { Shape } from '../../nn/shape';
import { outputsOf, readTargets } from '../assemble';
import type { DatasetFacts } from '../entry';
import type { PathParameters } from '../pathParameters';
import type { NdArray } from '../readers/numbers';

/** Description out of what headers and the training targets tell. */
export function factsOf(
  inputShape: Shape,
  trainCount: number,
  testCount: number | undefined,
  { targets, parameters }: { readonly targets: NdArray; readonly parameters: PathParameters },
): DatasetFacts {
  return {
    inputShape,
    ...outputsOf(readTargets(targets, parameters)),
    trainCount,
    ...(testCount !== undefined && { testCount }),
  };
}
