import type { InitializerSpec } from '../../nn/initializers/initializer';
import { valueOf } from '../../schema/check';
import type { Span } from '../../schema/problem';
import type { Infer } from '../../schema/schema';
import { findEntry } from '../../schema/syntax';
import type { SyntaxNode } from '../../schema/syntax';
import { t } from '../../shared/l10n';
import type { ExperimentReport } from '../codes';
import type { InitializerChoice } from '../experiment';
import { PER_LAYER, initializerItem } from '../schema/initializers';
import { defaultLabel } from './label';
import { unmatchedReporter } from './layerPatterns';
import type { WrittenPattern } from './layerPatterns';
import type { ResolvedLayer, ResolvedModel } from './model';
import { mostSpecific } from './patterns';
import { specOf } from './spec';
import type { Chosen } from './spec';
import { initializerNamed, misfit, suitability } from './suitability';
import type { Suitability } from './suitability';
import { writtenChoice } from './written';
import type { WrittenChoice } from './written';

/** An entry of `initializers:`, as far as it is known. */
export interface ResolvedInitializer {
  readonly span: Span;
  /** The name of the entry. */
  readonly head: Span;
  readonly label?: string;
  /** Absent while the entry or the model is not valid. */
  readonly choice?: InitializerChoice;
}

const ZEROS: InitializerSpec = { name: 'zeros', parameters: {} };

export function resolveInitializers(
  list: SyntaxNode | undefined,
  model: ResolvedModel,
  report: ExperimentReport,
): ResolvedInitializer[] {
  if (list?.kind !== 'sequence') return [];
  const hasKernel = ({ entry }: ResolvedLayer): boolean => entry?.hasKernel === true;
  let mistakes = 0;
  const counted: ExperimentReport = (finding) => {
    mistakes++;
    report(finding);
  };
  const context: Context = {
    model,
    weighted: model.layers.filter(hasKernel),
    fits: suitability(),
    checkPattern: unmatchedReporter(model.layers, hasKernel, 'initialise', counted),
    report: counted,
    mistakes: () => mistakes,
  };
  const known = model.identity && knownFor(model.identity);
  const resolved = list.items.map((node) => resolveItem(node, context, known));
  checkLabels(list.items, resolved, report);
  checkOverrides(model, report);
  return resolved;
}

/** What all entries are resolved against. */
interface Context {
  readonly model: ResolvedModel;
  /** Layers with a kernel. */
  readonly weighted: readonly ResolvedLayer[];
  readonly fits: Suitability;
  readonly checkPattern: (written: WrittenPattern) => void;
  readonly report: ExperimentReport;
  /** Reported so far. */
  readonly mistakes: () => number;
}

/**
 * What items without a mistake mean for one model, and where their name stands in them. The value of an item that has
 * not changed is the same object.
 */
type Known = WeakMap<Item, { readonly choice: InitializerChoice; readonly head: Span }>;

const knownByModel = new WeakMap<object, Known>();

function knownFor(model: object): Known {
  const known: Known = knownByModel.get(model) ?? new WeakMap();
  knownByModel.set(model, known);
  return known;
}

function resolveItem(node: SyntaxNode, context: Context, known: Known | undefined): ResolvedInitializer {
  const { span } = node;
  const value = valueOf(initializerItem, node);
  const before = value && known?.get(value);
  if (before) {
    const { choice, head } = before;
    return { span, head: movedBy(head, span.start), label: choice.label, choice };
  }
  const written = writtenChoice(initializerItem, node);
  if (value === undefined) return { span, head: written.head };
  const mistakes = context.mistakes();
  const resolved = resolveValue(value, written, node, context);
  const { choice, head } = resolved;
  if (choice && context.mistakes() === mistakes)
    known?.set(value, { choice, head: movedBy(head, -span.start) });
  return resolved;
}

const movedBy = ({ start, end }: Span, by: number): Span => ({ start: start + by, end: end + by });

function resolveValue(
  value: Item,
  written: WrittenChoice,
  node: SyntaxNode,
  context: Context,
): ResolvedInitializer {
  const { report } = context;
  if (value.type === PER_LAYER && value.label === undefined)
    report({
      severity: 'error',
      code: 'missing-key',
      message: t('an initializer per layer needs "label": the name of its line in charts'),
      span: written.head,
    });
  const label = value.label ?? defaultLabel(value.type, value.parameters, written.given);
  const spec = specOf(value);
  const choose = isPerLayer(value)
    ? perLayer(value.parameters, findEntry(node, PER_LAYER)?.value, written.head, context)
    : () => spec;
  const layers = assign(choose, written.head, context);
  return { span: node.span, head: written.head, label, ...(layers && { choice: { label, layers } }) };
}

type Item = Infer<typeof initializerItem>;
type PerLayer = Item & { readonly parameters: Readonly<Record<string, Chosen>> };

const isPerLayer = (item: Item): item is PerLayer => item.type === PER_LAYER;

/** Reports patterns that match nothing; returns what decides for a layer. */
function perLayer(
  patterns: PerLayer['parameters'],
  node: SyntaxNode | undefined,
  head: Span,
  { checkPattern }: Context,
): (layer: string) => InitializerSpec | undefined {
  const all = Object.keys(patterns);
  const spans = new Map(
    node?.kind === 'mapping' ? node.entries.map(({ key, keySpan }) => [key, keySpan]) : [],
  );
  for (const pattern of all) checkPattern({ pattern, span: spans.get(pattern) ?? head });
  const specs = new Map(all.map((pattern) => [pattern, specOf(patterns[pattern])]));
  return (layer) => specs.get(mostSpecific(all, layer) ?? '');
}

/** Kernel and bias initializers of every layer with weights; undefined where one is missing. */
function assign(
  choose: (layer: string) => InitializerSpec | undefined,
  span: Span,
  { model, weighted, fits, report }: Context,
): InitializerChoice['layers'] | undefined {
  const unsuitable = new Set<string>();
  let last: { readonly kernel: InitializerSpec; readonly bias: InitializerSpec } | undefined;
  const assigned: (readonly [string, NonNullable<typeof last>])[] = [];
  for (const layer of weighted) {
    const { name = '', initializer } = layer;
    const kernel = initializer ?? choose(name);
    if (kernel === undefined) {
      report({
        severity: 'error',
        code: 'unmatched-layer',
        message: t('no pattern matches {0}; expected one for every layer with weights, or "*"', name),
        span,
      });
      continue;
    }
    const problem = initializer === undefined ? fits(kernel, 'kernel', layer) : undefined;
    if (problem !== undefined && !unsuitable.has(problem)) {
      unsuitable.add(problem);
      report({ severity: 'error', code: 'unsuitable-initializer', message: `${name}: ${problem}`, span });
    }
    const bias = biasOf(layer, model, kernel);
    // layers in a row mostly agree, and share what they agree on
    if (last?.kernel !== kernel || last.bias !== bias) last = { kernel, bias };
    assigned.push([name, last]);
  }
  return assigned.length === weighted.length ? Object.fromEntries(assigned) : undefined;
}

/** The layer's own, else the model's, else the convention of the kernel's initializer, else zeros. */
const biasOf = (layer: ResolvedLayer, model: ResolvedModel, kernel: InitializerSpec): InitializerSpec =>
  layer.biasInitializer ??
  model.biasInitializer ??
  (initializerNamed(kernel.name)?.bias === undefined ? ZEROS : kernel);

function checkLabels(
  nodes: readonly SyntaxNode[],
  resolved: readonly ResolvedInitializer[],
  report: ExperimentReport,
): void {
  const seen = new Set<string>();
  resolved.forEach(({ label, span }, index) => {
    if (label === undefined) return;
    if (seen.has(label))
      report({
        severity: 'error',
        code: 'duplicate-label',
        message: t('two initializers are called "{0}"; expected a "label" of its own for each', label),
        span: findEntry(nodes[index], 'label')?.value.span ?? span,
      });
    seen.add(label);
  });
}

/** Initializers that the model itself names, once for all trials. */
function checkOverrides(model: ResolvedModel, report: ExperimentReport): void {
  for (const layer of model.layers) {
    const { name = '', written, initializer, biasInitializer = model.biasInitializer } = layer;
    const problem =
      (initializer && misfit(initializer, 'kernel', layer)) ??
      (biasInitializer && misfit(biasInitializer, 'bias', layer));
    if (problem === undefined) continue;
    const node = written.parameter('initializer') ?? written.parameter('biasInitializer');
    report({
      severity: 'error',
      code: 'unsuitable-initializer',
      message: `${name}: ${problem}`,
      span: node?.span ?? written.head,
    });
  }
}
