import { cp, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { zipSync } from 'fflate';
import { npy } from '../../support/formats';
import { config } from './workspace';

const FIXTURE = path.join(import.meta.dirname, '../../fixtures/runs/format-1/Depth/2026-11-22T09-14-03-ebsn');

/** Would load a picture that is not there and then run a script, were it markup. */
export const MARKUP = `<img src=x onerror="document.title='harmed'">`;

/** What a workspace that was cloned from a stranger tries. */
export interface HostileWorkspace {
  /** Files that exist once code of the workspace has run, or a setting of it was followed. */
  readonly canaries: readonly string[];
}

/**
 * Fills a workspace with all that a stranger might try.
 *
 * @param folder of the workspace
 * @param outside a folder that is none of the workspace's
 */
export async function fillHostile(folder: string, outside: string): Promise<HostileWorkspace> {
  const write = async (name: string, content: string | Uint8Array): Promise<void> => {
    const file = path.join(folder, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, content);
  };
  const ran = path.join(outside, 'ran');
  const code = `require('node:fs').writeFileSync(${JSON.stringify(ran)}, 'code of the workspace has run');`;

  // code in the place of engines and of what they are installed with
  for (const name of ['@tensorflow/tfjs-node', '@tensorflow/tfjs-node-gpu', 'onnxruntime-node', 'webgpu']) {
    await write(
      `node_modules/${name}/package.json`,
      JSON.stringify({ name, version: '9.9.9', main: 'index.js' }),
    );
    await write(`node_modules/${name}/index.js`, code);
  }
  await write('.npmrc', `script-shell=${path.join(folder, 'shell.sh')}\n`);
  // settings that choose engines, interpreters and places
  await write(
    '.vscode/settings.json',
    JSON.stringify({
      'initscope.engine': 'tensorflow',
      'initscope.enginePath': path.join(folder, 'node_modules'),
      'initscope.runsFolder': path.join(outside, 'runs'),
      'initscope.datasetCache': path.join(outside, 'datasets'),
      'initscope.logFolders': ['/proc/self', path.join(outside, 'none')],
    }),
  );

  // configs: markup in a name, prototypes, a bomb, paths that lead out, an archive that does
  await write('markup.initscope.yaml', config({ name: JSON.stringify(MARKUP), steps: 20 }));
  await write(
    'prototype.initscope.yaml',
    `__proto__: { polluted: yes }\nconstructor: { prototype: { polluted: yes } }\n${config({ name: 'prototype', steps: 20 })}`,
  );
  const laughs = Array.from({ length: 12 }, (_, i) => `  - &a${i + 1} [${`*a${i}, `.repeat(9)}*a${i}]`);
  await write(
    'bomb.initscope.yaml',
    `name: bomb\nlayers:\n  - &a0 [x, x, x, x, x, x, x, x, x]\n${laughs.join('\n')}\n`,
  );
  const small = config({ name: 'archive', steps: 20 });
  const reading = (source: string): string => small.replace(/dataset: .*/, `dataset: ${source}`);
  await write('outside.initscope.yaml', reading('../../../../../../../../etc/passwd'));
  await write('device.initscope.yaml', reading('/dev/zero'));
  await write(
    'archive.npz',
    zipSync({ '../../escaped.npy': new Uint8Array(8), '__proto__.npy': new Uint8Array(8) }),
  );
  await write('archive.initscope.yaml', reading('./archive.npz'));
  // what would take memory without end: much in little, a size that is only said, a device behind a link
  const [x, y] = [npy('|u1', [1, 1], new Uint8Array(1)), npy('|u1', [1], new Uint8Array(1))];
  const zeros = npy('|u1', [70_000_000, 1], new Uint8Array(70_000_000));
  await write('inflating.npz', zipSync({ 'x.npy': zeros, 'y.npy': y }));
  await write('inflating.initscope.yaml', reading('./inflating.npz'));
  const saying = npy('|u1', [2 ** 32 - 1], new Uint8Array(8));
  await write('saying.npz', zipSync({ 'x.npy': x, 'y.npy': saying }));
  await write('saying.initscope.yaml', reading('./saying.npz'));
  await symlink('/dev/zero', path.join(folder, 'endless.csv'));
  await write('endless.initscope.yaml', reading('./endless.csv'));

  // runs: markup where names are, a folder that is a link, a run that is a link
  const named = path.join(folder, '.initscope/runs/Depth/2026-11-22T09-14-03-mark');
  await cp(FIXTURE, named, { recursive: true });
  const manifest = JSON.parse(await readFile(path.join(FIXTURE, 'run.json'), 'utf8')) as object;
  await writeFile(
    path.join(named, 'run.json'),
    JSON.stringify({ ...manifest, id: path.basename(named), name: MARKUP, note: MARKUP, tags: [MARKUP] }),
  );
  await cp(path.dirname(FIXTURE), path.join(outside, 'Linked'), { recursive: true });
  await symlink(path.join(outside, 'Linked'), path.join(folder, '.initscope/runs/Linked'));
  await symlink(
    path.join(outside, 'Linked', path.basename(FIXTURE)),
    path.join(folder, '.initscope/runs/Depth/linked'),
  );
  return { canaries: [ran, ...['runs', 'datasets'].map((name) => path.join(outside, name))] };
}
