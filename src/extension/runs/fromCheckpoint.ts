import { parseDocument } from 'yaml';
import type { NetworkId } from '../../trainer/protocol';

/**
 * The config of a run as one that begins with the weights of one of its checkpoints; comments stay.
 *
 * @param path of the config: its ending says how it is written
 * @param run id
 */
export function configFrom(
  { path, text }: { readonly path: string; readonly text: string },
  run: string,
  { initializer, seed, step }: NetworkId,
): string {
  const transfer = { from: run, initializer, seed, checkpoint: step };
  if (path.endsWith('.json'))
    return `${JSON.stringify({ ...(JSON.parse(text) as object), transfer }, undefined, 2)}\n`;
  const document = parseDocument(text);
  document.set('transfer', document.createNode(transfer));
  return document.toString();
}

/** `digits.initscope.yaml` → `digits-step-400.initscope.yaml`. */
export const fileNameFrom = (fileName: string, step: number): string =>
  fileName.replace(/^(.*?)(\.initscope)?(\.[^.]*)$/, `$1-step-${step}$2$3`);
