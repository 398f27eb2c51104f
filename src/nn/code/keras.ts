import { layerEntry } from '../model';
import { call } from './code';
import type { Snippet, Step } from './code';
import { activationCode, codeLayers, commentLines, opening, unique } from './network';
import type { CodeLayer, CodeRequest } from './network';

/** A Keras 3 model of a network with one of its initializers, in the functional API. */
export function kerasCode(request: CodeRequest): string {
  const { model } = request;
  const written = codeLayers(request).map(writeLayer);
  const helpers = unique(written.flatMap((layer) => layer.helpers));
  const shape = `${model.inputShape.join(', ')}${model.inputShape.length === 1 ? ',' : ''}`;
  return `${opening(request, 'Keras 3')}
${helpers.length === 0 ? '' : 'import math\n\n'}import keras
${helpers.length === 0 ? '' : 'import numpy as np\n'}from keras import initializers, layers
${helpers.map((helper) => `\n\n${helper}\n`).join('')}${helpers.length === 0 ? '' : '\n'}
inputs = keras.Input(shape=(${shape}))
x = inputs
${written
  .flatMap(({ lines }) => lines)
  .map((line) => `${line}\n`)
  .join('')}model = keras.Model(inputs, x)
`;
}

interface Written {
  readonly lines: readonly string[];
  readonly helpers: readonly string[];
}

function writeLayer(layer: CodeLayer): Written {
  const { spec, variable, begins } = layer;
  const place = { input: spec.inputShape, output: spec.outputShape };
  const own = layerEntry(spec).code(spec.parameters, place).keras;
  const after = activationCode(spec, place)?.keras;
  const [kernel, bias] = [layer.kernel?.keras, layer.bias?.keras];
  const output = own.make === undefined ? own.apply?.(variable) : makeAndCall(own, layer, kernel, bias);
  return {
    lines: [
      ...begins.map((block) => `${block} = x`),
      ...[own, kernel, bias].flatMap((code) => (code === undefined ? [] : commentLines(code))),
      ...(output === undefined || output === 'x' ? [] : [`x = ${output}`]),
      ...(after === undefined ? [] : [...commentLines(after), `x = ${after.code}(x)`]),
    ],
    helpers: [own, after, kernel, bias].flatMap((code) => code?.helpers ?? []),
  };
}

function makeAndCall(
  { make = '', arguments: own = [] }: Step,
  { spec, variable }: CodeLayer,
  kernel: Snippet | undefined,
  bias: Snippet | undefined,
): string {
  const args = [
    ...own,
    ...(kernel === undefined ? [] : [`kernel_initializer=${kernel.code}`]),
    ...(bias === undefined ? [] : [`bias_initializer=${bias.code}`]),
    ...(spec.frozen === true ? ['trainable=False'] : []),
    `name="${variable}"`,
  ];
  const line = call(make, ...args);
  return line.length <= WIDTH ? `${line}(x)` : `${make}(\n${args.map((arg) => `    ${arg},\n`).join('')})(x)`;
}

/** Characters of a line, beyond which arguments get lines of their own. */
const WIDTH = 90;
