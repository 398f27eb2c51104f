import { Document, parseDocument } from 'yaml';
import { describeDataset } from '../../data/registry';
import { parseExperiment } from '../../experiment/parse';
import { pointConfig } from '../../experiment/sweep/expand';
import type { RunManifest } from '../../runs/run';
import { findEntry, plain } from '../../schema/syntax';
import type { NetworkId } from '../../trainer/protocol';

/**
 * The config of a run as one of an experiment that begins with the weights of one of its checkpoints. It has the
 * checkpoint's initializer alone, for the others would begin with the same weights; of a sweep it has the run's point.
 * Comments stay where nothing has changed.
 */
export function configFrom(
  run: Pick<RunManifest, 'id' | 'config' | 'experiment' | 'sweep'>,
  network: NetworkId,
): string {
  const { path, text } = run.config;
  const changes = changesOf(run, network);
  if (path.endsWith('.json')) {
    const written = JSON.parse(text) as object;
    return `${JSON.stringify({ ...written, ...changes, sweep: undefined }, undefined, 2)}\n`;
  }
  const written = parseDocument(text);
  // an alias may mean what is about to be replaced
  const document = HAS_ALIAS.test(text)
    ? new Document(written.toJS() as unknown, { aliasDuplicateObjects: false })
    : written;
  document.delete('sweep');
  for (const [key, value] of Object.entries(changes)) document.set(key, document.createNode(value));
  return document.toString();
}

const HAS_ALIAS = /(^|[\s[{,:])\*[^\s*]/m;

/** Sections that are other than in the config of the run. */
function changesOf(
  { id, config, experiment, sweep }: Pick<RunManifest, 'id' | 'config' | 'experiment' | 'sweep'>,
  { initializer, seed, step }: NetworkId,
): Readonly<Record<string, unknown>> {
  const { root, initializers } = parseExperiment(config.text, { path: config.path, describeDataset }).outline;
  const point = root && sweep ? pointConfig(root, sweep.at) : root;
  const swept = (point?.kind === 'mapping' ? point.entries : []).filter(
    ({ key, value }) => value !== findEntry(root, key)?.value,
  );
  const labels = (sweep ? experiment.initializers : initializers).map(({ label }) => label);
  const list = findEntry(point, 'initializers')?.value;
  // a sweep may have been of one of them alone, by a label that stands nowhere
  const isListed = list?.kind === 'sequence' && list.items.length === labels.length;
  const own = isListed ? list.items[labels.indexOf(initializer)] : undefined;
  return {
    ...(findEntry(root, 'name') && { name: `${experiment.name}-step-${step}` }),
    ...Object.fromEntries(swept.map(({ key, value }) => [key, plain(value)])),
    ...(own && { initializers: [plain(own)] }),
    transfer: { from: id, initializer, seed, checkpoint: step },
  };
}

/** `digits.initscope.yaml` → `digits-step-400.initscope.yaml`. */
export const fileNameFrom = (fileName: string, step: number): string =>
  fileName.replace(/^(.*?)(\.initscope)?(\.[^.]*)$/, `$1-step-${step}$2$3`);
