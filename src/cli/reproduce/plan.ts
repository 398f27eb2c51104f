import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { inspectPath } from '../../data/inspect';
import { describeDataset, findDataset } from '../../data/registry';
import { parseExperiment } from '../../experiment/parse';
import { exampleText } from '../../experiment/templates';
import { configOf } from '../../reproduce/config';
import type { Reduced } from '../../reproduce/outcome';
import type { Reproduction } from '../../reproduce/reproduction';

export interface PlanOptions {
  readonly quick: boolean;
  /** How many, from the example's first one on. */
  readonly seeds: number;
  /** Folder with datasets, one folder each; absent = they are where they were fetched to. */
  readonly data?: string;
}

/** What is to be trained for an experiment. */
export interface Plan {
  /** Texts of configs with so many seeds, one for each variant. */
  configs(seeds: readonly number[]): readonly string[];
  readonly seeds: readonly number[];
  /** Changes when anything of the configs does, apart from seeds and comments. */
  readonly key: string;
  /** Name of the dataset when it is to be fetched. */
  readonly dataset: string;
  readonly partial?: Reduced['partial'];
}

/** @returns why nothing can be trained, where the data is not there */
export async function planOf(
  experiment: Reproduction,
  { quick, seeds, data }: PlanOptions,
): Promise<Plan | { readonly leftOut: string }> {
  const text = exampleText(experiment.example) ?? '';
  const path = `${experiment.example}.initscope.yaml`;
  const { experiment: parsed, problems } = parseExperiment(text, { path, describeDataset });
  if (!parsed) throw new Error(`${path}: ${problems.map(({ message }) => message).join('; ')}`);
  const { source: dataset, parameters } = parsed.dataset;
  const isFetched = findDataset(dataset)?.kind === 'remote';
  const source = data !== undefined && isFetched ? folderOf(dataset, data) : undefined;
  if (data !== undefined && isFetched && source === undefined) return { leftOut: `no ${dataset} in ${data}` };

  const count = (quick ? experiment.seeds?.quick : experiment.seeds?.full) ?? seeds;
  const [first = 1] = parsed.training.seeds;
  const configs = (some: readonly number[]): readonly string[] => {
    const changes = { seeds: some, quick, ...(source !== undefined && { source }) };
    return (
      experiment.variants?.map((variant) => configOf(text, { ...changes, variant })) ?? [
        configOf(text, changes),
      ]
    );
  };
  const whole = describeDataset(dataset, parameters)?.trainCount;
  const found = source === undefined ? undefined : (await inspectPath(source, {})).trainCount;
  return {
    configs,
    seeds: Array.from({ length: count }, (_, i) => first + i),
    key: keyOf(configs([])),
    dataset,
    ...(whole !== undefined && found !== undefined && found < whole && { partial: { found, whole } }),
  };
}

const keyOf = (configs: readonly string[]): string =>
  createHash('sha256')
    .update(JSON.stringify(configs.map((text): unknown => parse(text))))
    .digest('hex');

/** Names under which a dataset's files are kept, besides its own. */
const ALIASES: Readonly<Record<string, readonly string[]>> = {
  cifar10: ['cifar-10-batches-bin', 'cifar-10-binary.tar.gz'],
};

const folderOf = (dataset: string, data: string): string | undefined =>
  [dataset, ...(ALIASES[dataset] ?? [])].map((name) => join(data, name)).find((path) => existsSync(path));
