import { readFile } from 'node:fs/promises';
import { formatted, pageHead } from './output';
import type { Output } from './output';

interface LockedPackage {
  readonly version?: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly devOptional?: boolean;
  readonly peer?: boolean;
}

const INTRO = `What InitScope's packages contain of others, and under which licence. \`onnxruntime-node\` and \`webgpu\` (Dawn) with what they need are in the packages for a platform alone. TensorFlow is in none: it is fetched when you install its engine.`;

/** docs/licences.md, from the lockfile: everything that is not for development alone. */
export async function generateLicences(root: URL): Promise<Output> {
  const { packages } = JSON.parse(await readFile(new URL('package-lock.json', root), 'utf8')) as {
    readonly packages: Readonly<Record<string, LockedPackage>>;
  };
  const rows = Object.entries(packages)
    .filter(([path, { dev, devOptional, peer }]) => path !== '' && !dev && !devOptional && !peer)
    .map(([path, { version = '', license }]) => {
      const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
      if (license === undefined) throw new Error(`package-lock.json tells no licence of ${name}`);
      return `| ${name} | ${version} | ${license} |`;
    });
  const table = ['| package | version | licence |', '| --- | --- | --- |', ...new Set(rows.sort())].join(
    '\n',
  );
  return formatted(root, 'docs/licences.md', [pageHead('Licences', INTRO), table].join('\n\n'));
}
