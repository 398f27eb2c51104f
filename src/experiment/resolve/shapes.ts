import { formatShape, sizeOf } from '../../nn/shape';
import type { Shape } from '../../nn/shape';
import { t } from '../../shared/l10n';
import type { ExperimentReport } from '../codes';
import type { ResolvedLayer } from './model';

/**
 * Passes the shape of a sample through the layers and reports each layer that cannot take its input. The walk goes
 * on behind a mistake with the shape that was probably meant, so that one mistake is reported once.
 */
export function inferShapes(
  layers: readonly ResolvedLayer[],
  input: Shape | undefined,
  report: ExperimentReport,
): ResolvedLayer[] {
  let shape = input;
  const inputs: (Shape | undefined)[] = [];
  return layers.map((layer, index) => {
    const { entry, parameters, name = '', written, branch } = layer;
    inputs.push(shape);
    if (entry === undefined || parameters === undefined) {
      shape = undefined;
      return layer;
    }
    const inputShape = shape;
    if (inputShape === undefined) {
      shape = branch === undefined ? fixedOutput(layer) : undefined;
      return shape === undefined ? layer : { ...layer, outputShape: shape };
    }
    const skip = branch === undefined ? undefined : inputs[index - branch];
    const result = skip ? sumOf(skip, inputShape) : entry.outputShape(parameters, inputShape);
    if ('error' in result) {
      report({ severity: 'error', code: 'shape', message: `${name}: ${result.error}`, span: written.head });
      const flat = entry.outputShape(parameters, [sizeOf(inputShape)]);
      shape = skip ?? ('error' in flat ? inputShape : flat);
      return { ...layer, inputShape };
    }
    shape = result;
    return { ...layer, inputShape, outputShape: result, weights: entry.weights(parameters, inputShape) };
  });
}

/** Shape of the sum of a residual block: that of its input, which its layers must have kept. */
const sumOf = (skip: Shape, branch: Shape): Shape | { readonly error: string } =>
  formatShape(skip) === formatShape(branch)
    ? skip
    : {
        error: t(
          'its layers turn {0} into {1}, which cannot be added to their input: expected layers that end in {0}',
          formatShape(skip),
          formatShape(branch),
        ),
      };

/** Output shape of a layer that gives the same for any flat input (dense), behind a layer of unknown shape. */
function fixedOutput({ entry, parameters }: ResolvedLayer): Shape | undefined {
  if (entry === undefined || parameters === undefined) return undefined;
  const [one, two] = [1, 2].map((size) => entry.outputShape(parameters, [size]));
  if (one === undefined || two === undefined || 'error' in one || 'error' in two) return undefined;
  return sizeOf(one) === sizeOf(two) ? one : undefined;
}
