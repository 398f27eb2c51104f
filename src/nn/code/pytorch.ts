import { layerEntry } from '../model';
import { activationCode, codeLayers, commentLines, opening, unique } from './network';
import type { CodeLayer, CodeRequest } from './network';
import type { Snippet, Step } from './code';

/** A PyTorch module of a network with one of its initializers. Its images are channels-first, as PyTorch has them. */
export function pytorchCode(request: CodeRequest): string {
  const { model } = request;
  const written = codeLayers(request).map(writeLayer);
  const [height, width, ...channels] = model.inputShape;
  const input = [...channels, height, width].filter((size) => size !== undefined);
  const body = (part: 'made' | 'draws' | 'applied'): string =>
    written
      .flatMap((layer) => layer[part])
      .map((line) => `        ${line}\n`)
      .join('');
  return `${opening(request, 'PyTorch')}
import math

import torch
import torch.nn.functional as F
from torch import nn
${unique(written.flatMap(({ helpers }) => helpers))
  .map((helper) => `\n\n${helper}\n`)
  .join('')}

class Network(nn.Module):
    """From [batch, ${input.join(', ')}] to [batch, ${model.layers.at(-1)?.outputShape.join(', ') ?? ''}]."""

    def __init__(self):
        super().__init__()
${body('made')}        self.initialize()

    @torch.no_grad()
    def initialize(self):
${body('draws')}
    def forward(self, x):
${body('applied')}        return x
`;
}

/** Lines of a layer in the methods `__init__`, `initialize` and `forward`. */
interface Written {
  readonly made: readonly string[];
  readonly draws: readonly string[];
  readonly applied: readonly string[];
  readonly helpers: readonly string[];
}

function writeLayer(layer: CodeLayer): Written {
  const { spec, variable, begins } = layer;
  const place = { input: spec.inputShape, output: spec.outputShape };
  const own: Step = layerEntry(spec).code(spec.parameters, place).pytorch;
  const activation = activationCode(spec, place);
  const after = activation && asStep(activation.pytorch);
  const draws = [
    layer.kernel?.pytorch(`self.${variable}.weight`),
    layer.bias?.pytorch(`self.${variable}.bias`),
  ];
  return {
    made: [
      ...make(own, variable),
      ...(spec.frozen === true && own.make !== undefined ? freeze(spec.type, variable) : []),
      ...(after === undefined ? [] : make(after, `${variable}_activation`)),
    ],
    draws: draws.flatMap((snippet) =>
      snippet === undefined ? [] : [...commentLines(snippet), snippet.code],
    ),
    applied: [
      ...begins.map((block) => `${block} = x`),
      ...apply(own, spec.branch === undefined ? `self.${variable}` : variable),
      ...(after === undefined ? [] : apply(after, `self.${variable}_activation`)),
    ],
    helpers: [own, after, ...draws].flatMap((code) => code?.helpers ?? []),
  };
}

const asStep = (code: Snippet | Step): Step => {
  if (!('code' in code)) return code;
  const { code: expression, ...rest } = code;
  return { ...rest, apply: () => expression };
};

const make = (step: Step, variable: string): readonly string[] =>
  step.make === undefined
    ? []
    : [...commentLines(step), `self.${variable} = ${step.make}(${(step.arguments ?? []).join(', ')})`];

function apply(step: Step, made: string): readonly string[] {
  const output = step.apply?.(made) ?? `${made}(x)`;
  return output === 'x' ? [] : [...(step.make === undefined ? commentLines(step) : []), `x = ${output}`];
}

const freeze = (type: string, variable: string): readonly string[] => [
  ...(type === 'batchNorm'
    ? [`# frozen: call self.${variable}.eval() after each train() of the network`]
    : []),
  `self.${variable}.requires_grad_(False)`,
];
