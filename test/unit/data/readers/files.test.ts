import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { recognisePath } from '../../../../src/data/paths/recognise';
import { toPathParameters } from '../../../../src/data/pathParameters';
import { writeFolder } from '../files';

const inspect = async (path: string): Promise<unknown> =>
  (await recognisePath(path)).inspect(toPathParameters({}));

test.runIf(process.platform !== 'win32').each(['a.csv', 'a.npz', 'a.bin', 'a.tar'])(
  'a %s that links to an endless device is refused',
  async (name) => {
    const folder = writeFolder({});
    symlinkSync('/dev/zero', join(folder, name));
    await expect(inspect(join(folder, name))).rejects.toThrow(
      `${join(folder, name)}: found a pipe, socket or device, expected a file`,
    );
  },
);

test.runIf(process.platform === 'linux')('a pipe in a folder of IDX files is refused', async () => {
  const folder = writeFolder({ 'train-labels': new Uint8Array(4) });
  execFileSync('mkfifo', [join(folder, 'train-images')]);
  await expect(inspect(folder)).rejects.toThrow(
    'train-images: found a pipe, socket or device, expected a file',
  );
});

test('a folder that has the name of a file is refused', async () => {
  const folder = writeFolder({ 'train-labels': new Uint8Array(4) });
  mkdirSync(join(folder, 'train-images'));
  await expect(inspect(folder)).rejects.toThrow('train-images: found a folder, expected a file');
});
