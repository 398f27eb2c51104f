import { basename, dirname } from 'node:path';
import type { Blocks } from '../schema/blocks';
import { check, partsOf } from '../schema/check';
import { parseSource } from '../schema/parse';
import type { Finding, Problem, Span } from '../schema/problem';
import { byPosition } from '../schema/problem';
import { placesIn } from '../schema/source';
import { findEntry } from '../schema/syntax';
import type { SyntaxNode } from '../schema/syntax';
import { t } from '../shared/l10n';
import type { ExperimentCode, ExperimentReport } from './codes';
import type { Experiment } from './experiment';
import { outlineOf } from './outline';
import type { Outline } from './outline';
import { resolveDataset } from './resolve/dataset';
import type { DescribeDataset } from './resolve/dataset';
import { withFrozenLayers } from './resolve/frozen';
import { resolveHealth } from './resolve/health';
import { resolveInitializers } from './resolve/initializers';
import { resolveModel } from './resolve/model';
import { resolveTelemetry } from './resolve/telemetry';
import { resolveTransfer } from './resolve/transfer';
import { resolveTraining } from './resolve/training';
import { experimentFields, experimentSchema } from './schema/experiment';
import { expandSweep } from './sweep/expand';
import type { Sweep } from './sweep/sweep';

export type { DescribeDataset } from './resolve/dataset';
export type { Outline } from './outline';

export interface ParseOptions {
  /** Of the config file: gives the experiment its default name, and relative paths their start. */
  readonly path: string;
  readonly describeDataset: DescribeDataset;
  /** Blocks of an earlier version, so that only what has changed is read. */
  readonly blocks?: Blocks;
}

export interface ParsedExperiment {
  /** Absent as soon as there is an error, or the dataset is not known yet. */
  readonly experiment?: Experiment;
  /** The grid of a config with a `sweep`: what is trained in place of `experiment`. */
  readonly sweep?: Sweep;
  /** All problems, in the order of the file. */
  readonly problems: readonly Problem[];
  readonly outline: Outline;
  /** For the next version; absent unless blocks were given. */
  readonly blocks?: Blocks;
}

/** Reads a config: pure, synchronous, never throws. Reports every mistake rather than the first. */
export function parseExperiment(
  text: string,
  { path, describeDataset, blocks: known }: ParseOptions,
): ParsedExperiment {
  const { root, findings: syntax, soundUntil, blocks } = parseSource(text, known);
  const found: Finding<ExperimentCode>[] = [];
  const report = (finding: Finding<ExperimentCode>): void => void found.push(finding);
  const folder = dirname(path);
  if (root === undefined && syntax.length === 0) report(emptyFile());
  const read = readRoot(root, folder, describeDataset, report);
  const named = { name: read.name ?? nameFrom(path) };

  const places = placesIn(text);
  const isSound = (): boolean => ![...syntax, ...found].some(({ severity }) => severity === 'error');
  const experiment = isSound() ? experimentOf(read, named) : undefined;
  const sweep =
    root && experiment && findEntry(root, 'sweep')
      ? expandSweep(
          root,
          (point, tell) => experimentOf(readRoot(point, folder, describeDataset, tell), named),
          report,
          known !== undefined,
        )
      : undefined;
  // a tree behind a syntax error is a guess: mistakes found there would mislead
  const trusted = found.filter(
    ({ code, span }) => span.start < soundUntil && !(code === 'missing-key' && soundUntil < Infinity),
  );
  const problems = [...syntax, ...trusted].map(places.problem).sort(byPosition);

  const { dataset, model, initializers, training, telemetry, transfer } = read;
  const outline = outlineOf({
    root,
    places,
    description: dataset.description,
    model,
    initializers,
    resolved: { dataset: dataset.spec, model: model.spec, training, telemetry, transfer },
  });
  return {
    problems,
    outline,
    ...(experiment && isSound() && { experiment }),
    ...(sweep && { sweep }),
    ...(blocks && { blocks }),
  };
}

/** The sections of a config, each as far as it is valid. */
type Read = ReturnType<typeof readRoot>;

/** Reads a tree: every mistake is reported. */
function readRoot(
  root: SyntaxNode | undefined,
  folder: string,
  describeDataset: DescribeDataset,
  report: ExperimentReport,
) {
  if (root !== undefined) check(experimentSchema, root, t('the experiment'), topOf(root), report);
  const section = (key: string): SyntaxNode | undefined => findEntry(root, key)?.value;
  const dataset = resolveDataset(section('dataset'), folder, describeDataset, report);
  const written = resolveModel(section('model'), dataset.description, report);
  const frozen = withFrozenLayers(section('training'), written, report);
  const model = { ...written, ...(frozen && { spec: frozen }) };
  const initializers = resolveInitializers(section('initializers'), model, report);
  const training = resolveTraining(section('training'), dataset, model, report);
  const transfer = resolveTransfer(section('transfer'), folder, model, report);
  const telemetry = resolveTelemetry(section('telemetry'));
  const health = resolveHealth(section('health'));
  const { name, engine } = partsOf(experimentFields, root);
  return { dataset, model, initializers, training, transfer, telemetry, health, name, engine };
}

/** The experiment that valid sections make; undefined where one is missing. */
function experimentOf(
  { dataset, model, initializers, training, transfer, telemetry, health, engine }: Read,
  { name }: Pick<Experiment, 'name'>,
): Experiment | undefined {
  if (!engine || !dataset.spec || !model.spec || !training || !telemetry) return undefined;
  return {
    name,
    engine,
    dataset: dataset.spec,
    model: model.spec,
    initializers: initializers.flatMap(({ choice }) => (choice === undefined ? [] : [choice])),
    training,
    telemetry,
    ...(health && { health }),
    ...(transfer && { transfer }),
  };
}

const emptyFile = (): Finding<ExperimentCode> => ({
  severity: 'error',
  code: 'empty',
  message: t('the file is empty; expected dataset, model and initializers'),
  span: { start: 0, end: 0 },
});

/** Where missing sections are reported: the first key. */
const topOf = (root: SyntaxNode): Span =>
  root.kind === 'mapping' ? (root.entries[0]?.keySpan ?? root.span) : root.span;

/** `mnist` for `…/mnist.initscope.yaml`. */
const nameFrom = (path: string): string =>
  basename(path)
    .replace(/\.(ya?ml|json)$/, '')
    .replace(/\.initscope$/, '') || 'experiment';
