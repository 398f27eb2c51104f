import { existsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

/** How to start npm without a shell. */
export interface NpmCommand {
  readonly command: string;
  /** Before npm's own arguments. */
  readonly leading: readonly string[];
}

export interface Surroundings {
  readonly platform: NodeJS.Platform;
  readonly path: string;
  readonly exists: (file: string) => boolean;
}

const here = (): Surroundings => ({
  platform: process.platform,
  path: process.env['PATH'] ?? process.env['Path'] ?? '',
  exists: existsSync,
});

/**
 * Finds npm on the path. Windows' `npm.cmd` needs a shell, so there the script it calls is run by the Node that it
 * came with. The Node of this process may be an editor's own, without npm.
 */
export const findNpm = ({ platform, path, exists }: Surroundings = here()): NpmCommand | undefined => {
  const folders = path.split(delimiter).filter((folder) => folder !== '');
  if (platform !== 'win32') {
    const command = folders.map((folder) => join(folder, 'npm')).find(exists);
    return command === undefined ? undefined : { command, leading: [] };
  }
  const shim = folders.map((folder) => join(folder, 'npm.cmd')).find(exists);
  if (shim === undefined) return undefined;
  const node = [dirname(shim), ...folders].map((folder) => join(folder, 'node.exe')).find(exists);
  const script = join(dirname(shim), 'node_modules', 'npm', 'bin', 'npm-cli.js');
  return node !== undefined && exists(script) ? { command: node, leading: [script] } : undefined;
};
