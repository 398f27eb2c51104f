import { DataError } from '../data/error';
import { statisticsOf, weightsOf } from '../nn/model';
import type { ModelSpec } from '../nn/layers/layer';
import { formatShape } from '../nn/shape';
import { nearest } from '../schema/suggest';
import type { NamedTensors } from './tensors';

/** Tensors as a file names them, and the file. */
export interface WeightFile {
  readonly file: string;
  readonly tensors: NamedTensors;
}

/**
 * Values of a model's layers out of a file of weights, as entries of a training state: `weights/<path>` and
 * `statistics/<path>`.
 *
 * @param layers name in the file by the model's name, of each layer wanted
 * @throws DataError when a layer or tensor is not there, or has another shape: the message shows both
 */
export function takeLayers(
  { file, tensors }: WeightFile,
  model: ModelSpec,
  layers: Readonly<Record<string, string>>,
): Readonly<Record<string, Float32Array>> {
  const found = tensorsByLayer(tensors);
  const wanted = [
    ...weightsOf(model).map((weight) => ({ ...weight, kind: 'weights' })),
    ...statisticsOf(model).map((statistic) => ({ ...statistic, kind: 'statistics' })),
  ];
  const state: Record<string, Float32Array> = {};
  for (const { path, layer, spec, kind } of wanted) {
    const there = layers[layer.name];
    if (there === undefined) continue;
    const tensor = found.get(there)?.[spec.name];
    if (tensor === undefined) throw missing(file, there, spec.name, found);
    if (formatShape(tensor.shape) !== formatShape(spec.shape))
      throw new DataError({
        file,
        member: `${there}/${spec.name}`,
        found: `shape ${formatShape(tensor.shape)}`,
        expected: `${formatShape(spec.shape)}, the shape of ${path} here`,
      });
    state[`${kind}/${path}`] = tensor.values;
  }
  return state;
}

function missing(
  file: string,
  layer: string,
  name: string,
  found: ReadonlyMap<string, NamedTensors>,
): DataError {
  const there = found.get(layer);
  if (there !== undefined)
    return new DataError({
      file,
      member: layer,
      found: Object.keys(there).join(', '),
      expected: `a tensor "${name}"`,
    });
  const names = [...found.keys()];
  const near = nearest(layer, names);
  return new DataError({
    file,
    found: `the layers ${names.join(', ')}`,
    expected: `a layer "${layer}"${near === undefined ? '' : `; did you mean "${near}"?`}`,
  });
}

/** What other programs call the tensors of a layer, by our names. */
const ALIASES: Readonly<Record<string, string>> = {
  moving_mean: 'mean',
  running_mean: 'mean',
  moving_variance: 'variance',
  running_var: 'variance',
};

/**
 * Tensors by layer and name, as we call them. Understood are our own checkpoints, Keras (`dense/kernel:0` within any
 * groups; numbered `dense/vars/0` of Keras 3) and PyTorch (`fc1.weight`, which is transposed to ours).
 */
export function tensorsByLayer(tensors: NamedTensors): ReadonlyMap<string, NamedTensors> {
  const layers = new Map<string, Record<string, NamedTensors[string]>>();
  for (const [name, tensor] of Object.entries(tensors)) {
    const place = placeOf(name);
    if (place === undefined) continue;
    const own = layers.get(place.layer) ?? {};
    layers.set(place.layer, own);
    own[place.name] = tensor;
  }
  return new Map([...layers].map(([layer, own]) => [layer, ourNames(own)]));
}

/** State of optimizers: in our checkpoints, and as Keras saves it in one file with the weights. */
const OF_OPTIMIZERS = /^(slots|optimizer|optimizer_weights)\//;

function placeOf(full: string): { readonly layer: string; readonly name: string } | undefined {
  if (OF_OPTIMIZERS.test(full)) return undefined;
  const parts = full.includes('/') ? full.split('/') : splitLast(full, '.');
  const name = (parts.pop() ?? '').replace(/:\d+$/, '');
  if (parts.at(-1) === 'vars') parts.pop();
  const layer = parts.pop();
  return layer === undefined || layer === '' ? undefined : { layer, name };
}

const splitLast = (text: string, separator: string): string[] => {
  const at = text.lastIndexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
};

function ourNames(own: NamedTensors): NamedTensors {
  const { weight } = own;
  const isNormalization = weight?.shape.length === 1 || own['0']?.shape.length === 1;
  const numbered = isNormalization ? ['gamma', 'beta', 'mean', 'variance'] : ['kernel', 'bias'];
  return Object.fromEntries(
    Object.entries(own).map(([name, tensor]) => {
      if (name === 'weight') return isNormalization ? ['gamma', tensor] : ['kernel', fromTorch(tensor)];
      if (name === 'bias' && weight !== undefined && isNormalization) return ['beta', tensor];
      return [ALIASES[name] ?? numbered[Number(name)] ?? name, tensor];
    }),
  );
}

/** PyTorch's [out, in, …window] to our [window…, in, out]. */
function fromTorch({ shape, values }: NamedTensors[string]): NamedTensors[string] {
  const [outputs = 1, inputs = 1, ...window] = shape;
  const positions = values.length / (outputs * inputs);
  const turned = new Float32Array(values.length);
  for (let o = 0; o < outputs; o++)
    for (let i = 0; i < inputs; i++)
      for (let p = 0; p < positions; p++)
        turned[(p * inputs + i) * outputs + o] = values[(o * inputs + i) * positions + p] ?? NaN;
  return { shape: [...window, inputs, outputs], values: turned };
}
