import type { DatasetDescription } from '../../data/dataset';
import type { ActivationSpec } from '../../nn/activations/activation';
import type { InitializerSpec } from '../../nn/initializers/initializer';
import { layers } from '../../nn/layers/registry';
import type { Layer, LayerSpec, ModelSpec, WeightSpec } from '../../nn/layers/layer';
import type { Shape } from '../../nn/shape';
import { partsOf, valueOf } from '../../schema/check';
import type { Span } from '../../schema/problem';
import { findEntry } from '../../schema/syntax';
import type { SyntaxNode } from '../../schema/syntax';
import { t } from '../../shared/l10n';
import type { ExperimentReport } from '../codes';
import { layerNodes } from '../layerNodes';
import type { LayerNode } from '../layerNodes';
import { ACTIVATION_LAYER, layerChoice, modelFields } from '../schema/model';
import { checkHead } from './head';
import { inferShapes } from './shapes';
import { specOf } from './spec';
import type { Chosen } from './spec';
import { writtenChoice } from './written';
import type { WrittenChoice } from './written';

const registry: Readonly<Record<string, Layer>> = layers;

/** A layer as far as it is known: half-typed layers have no type, layers after a mistake no shapes. */
export interface ResolvedLayer {
  readonly span: Span;
  readonly written: WrittenChoice;
  readonly type?: string;
  readonly entry?: Layer;
  readonly name?: string;
  /** The layer's own, without name, activation and initializers; absent when not valid. */
  readonly parameters?: Readonly<Record<string, unknown>>;
  readonly activation?: ActivationSpec;
  readonly initializer?: InitializerSpec;
  readonly biasInitializer?: InitializerSpec;
  /** Of a residual block: how many of the layers before it are its branch. */
  readonly branch?: number;
  readonly inputShape?: Shape;
  readonly outputShape?: Shape;
  /** Present where both shapes are. */
  readonly weights?: readonly WeightSpec[];
}

export interface ResolvedModel {
  readonly layers: readonly ResolvedLayer[];
  /** The same for models written alike over like inputs, wherever they stand; absent where that is not known. */
  readonly identity?: object;
  readonly biasInitializer?: InitializerSpec;
  /** Absent while anything of it is missing. */
  readonly spec?: ModelSpec;
}

export function resolveModel(
  node: SyntaxNode | undefined,
  dataset: DatasetDescription | undefined,
  report: ExperimentReport,
): ResolvedModel {
  const list = findEntry(node, 'layers')?.value;
  if (list?.kind !== 'sequence') return { layers: [] };
  const { activation, biasInitializer } = partsOf(modelFields, node);
  const read = layerNodes(list).map(readLayer);
  const named = withNames(read, report);
  const activated = withActivations(named, specOf(activation), report);
  const shaped = inferShapes(activated, dataset?.inputShape, report);
  if (read.every(({ type, entry }) => type !== undefined && entry?.hasKernel !== true))
    report({
      severity: 'error',
      code: 'no-weights',
      message: t('expected at least one layer with weights (dense, conv2d): there is nothing to initialise'),
      span: findEntry(node, 'layers')?.keySpan ?? list.span,
    });
  else if (dataset !== undefined) checkHead(shaped, dataset, report);

  const bias = specOf(biasInitializer);
  const complete = shaped.flatMap(layerSpec);
  const identity = node?.origin && identityOf(node.origin, dataset?.inputShape);
  return {
    layers: shaped,
    ...(identity && { identity }),
    ...(bias && { biasInitializer: bias }),
    ...(dataset !== undefined &&
      complete.length === shaped.length && {
        spec: { inputShape: dataset.inputShape, outputs: dataset.outputs, layers: complete },
      }),
  };
}

const identities = new WeakMap<SyntaxNode, Map<string, object>>();

function identityOf(origin: SyntaxNode, inputShape: Shape | undefined): object {
  const known = identities.get(origin) ?? new Map<string, object>();
  identities.set(origin, known);
  const key = String(inputShape);
  const identity = known.get(key) ?? {};
  known.set(key, identity);
  return identity;
}

function readLayer({ node, branch }: LayerNode): ResolvedLayer {
  const written = writtenChoice(layerChoice, node);
  const { type } = written;
  const entry = type === undefined ? undefined : registry[type];
  const value = valueOf(layerChoice, node);
  const place = { span: node.span, written, ...(type !== undefined && { type }), ...(entry && { entry }) };
  if (value === undefined) return place;
  const { name, activation, initializer, biasInitializer, ...own } = value.parameters;
  const { layers: inner, ...parameters } = own;
  const [activationSpec, initializerSpec, biasSpec] = [activation, initializer, biasInitializer].map(
    (chosen) => specOf(chosen as Chosen | undefined),
  );
  return {
    ...place,
    parameters,
    ...(inner !== undefined && { branch }),
    ...(typeof name === 'string' && { name }),
    ...(activationSpec && { activation: activationSpec }),
    ...(initializerSpec && { initializer: initializerSpec }),
    ...(biasSpec && { biasInitializer: biasSpec }),
  };
}

/** Names those that have none by type and count; reports names given twice. */
function withNames(read: readonly ResolvedLayer[], report: ExperimentReport): ResolvedLayer[] {
  const counts = new Map<string, number>();
  const seen = new Set<string>();
  return read.map((layer) => {
    const { type, written } = layer;
    if (type === undefined) return layer;
    const count = (counts.get(type) ?? 0) + 1;
    counts.set(type, count);
    const name = layer.name ?? `${type}_${count}`;
    if (seen.has(name))
      report({
        severity: 'error',
        code: 'duplicate-name',
        message: t('two layers are called "{0}"; expected a name of its own for each', name),
        span: written.parameter('name')?.span ?? written.head,
      });
    seen.add(name);
    return { ...layer, name };
  });
}

/**
 * The last layer with weights, of the model or of a residual block, is linear unless it says otherwise; the others take
 * the model's activation, and so do sums.
 */
function withActivations(
  named: readonly ResolvedLayer[],
  byDefault: ActivationSpec | undefined,
  report: ExperimentReport,
): ResolvedLayer[] {
  const last = named.findLastIndex(({ entry }) => entry?.hasKernel);
  const ends = endsOfBranches(named);
  return named.map((layer, index) => {
    const { entry, written, activation, name = '' } = layer;
    if (!entry?.activates || activation !== undefined || byDefault === undefined) return layer;
    if (index >= last || ends.has(index)) return layer;
    const next = named.slice(index + 1).find((other) => !isNormalization(other));
    if (byDefault.name !== 'linear' && next?.type === ACTIVATION_LAYER)
      report({
        severity: 'warning',
        code: 'double-activation',
        message: t(
          '{0} applies {1}, the activation of the model, before the activation layer that follows; give it "activation: linear" if only that layer is meant',
          name,
          byDefault.name,
        ),
        span: written.head,
      });
    return { ...layer, activation: byDefault };
  });
}

/** Place of the last layer with weights of every residual block. */
const endsOfBranches = (layers: readonly ResolvedLayer[]): ReadonlySet<number> =>
  new Set(
    layers.flatMap(({ branch = 0 }, index) => {
      const end = layers.slice(index - branch, index).findLastIndex(({ entry }) => entry?.hasKernel);
      return end < 0 ? [] : [index - branch + end];
    }),
  );

const isNormalization = ({ type }: ResolvedLayer): boolean => type === 'batchNorm' || type === 'layerNorm';

function layerSpec({
  name,
  type,
  parameters,
  activation,
  branch,
  inputShape,
  outputShape,
}: ResolvedLayer): LayerSpec[] {
  if (name === undefined || type === undefined || parameters === undefined) return [];
  if (inputShape === undefined || outputShape === undefined) return [];
  const isLinear = activation?.name === 'linear' && type !== ACTIVATION_LAYER;
  return [
    {
      name,
      type,
      parameters,
      ...(activation === undefined || isLinear ? {} : { activation }),
      ...(branch !== undefined && { branch }),
      inputShape,
      outputShape,
    },
  ];
}
