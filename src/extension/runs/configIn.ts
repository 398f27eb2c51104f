import { parseManifest } from '../../runs/store/manifest';
import { parseSource } from '../../schema/parse';
import type { Span } from '../../schema/problem';
import { nodeAt } from '../../schema/syntax';

/** The config of a run, and where the text of its run.json tells of it. */
export interface ConfigInManifest {
  readonly id: string;
  readonly path: string;
  readonly text: string;
  /** Within the quotes. */
  readonly pathSpan: Span;
  readonly textSpan: Span;
}

/** Reads the text of a run.json; undefined for any other file of that name. */
export function configIn(manifest: string): ConfigInManifest | undefined {
  const parsed = manifestIn(manifest);
  if (parsed === undefined) return undefined;
  const { root } = parseSource(manifest);
  const [path, text] = ['path', 'text'].map((key) => nodeAt(root, ['config', key])?.span);
  if (path === undefined || text === undefined) return undefined;
  const { id, config } = parsed;
  return { id, ...config, pathSpan: unquoted(path), textSpan: unquoted(text) };
}

function manifestIn(text: string): ReturnType<typeof parseManifest> | undefined {
  try {
    return parseManifest(text, 'run.json');
  } catch {
    return undefined; // a file of another program, or one that is being edited
  }
}

const unquoted = ({ start, end }: Span): Span => ({ start: start + 1, end: end - 1 });
