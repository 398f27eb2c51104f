import { parseDocument } from 'yaml';
import type { Variant } from './reproduction';

/** What a reproduction changes of an example. */
export interface Changes {
  readonly seeds: readonly number[];
  /** Where the dataset is; absent = where its own name leads. */
  readonly source?: string;
  /** Fewer samples, so that it takes seconds. */
  readonly quick: boolean;
  readonly variant?: Variant;
}

/** Few enough for seconds, and no more than any dataset of the examples has. */
const QUICK = { trainSize: 1000, validationSize: 200 };

/** The config that is trained: the example's text, comments and all, with what is changed of it. */
export function configOf(example: string, { seeds, source, quick, variant }: Changes): string {
  const document = parseDocument(example);
  for (const [path, value] of variant?.set ?? []) document.setIn(path, document.createNode(value));
  document.setIn(['training', 'seeds'], document.createNode(seeds, { flow: true }));
  if (document.hasIn(['dataset', 'source'])) {
    if (source !== undefined) document.setIn(['dataset', 'source'], source);
  } else {
    const written: unknown = document.get('dataset', true);
    document.set('dataset', document.createNode({ source: source ?? written }));
  }
  if (quick)
    for (const [key, most] of Object.entries(QUICK)) {
      const size: unknown = document.getIn(['dataset', key]);
      document.setIn(['dataset', key], typeof size === 'number' ? Math.min(size, most) : most);
    }
  return document.toString();
}
