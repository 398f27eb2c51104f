import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readGit } from '../../../src/runs/git';
import { temporaryFolder } from './temporaryFolder';

const git = (folder: string, ...args: string[]): string =>
  execFileSync('git', ['-C', folder, '-c', 'user.name=t', '-c', 'user.email=t@t', ...args], {
    encoding: 'utf8',
  }).trim();

test('a repository’s commit, and whether its files differ from it', async () => {
  const folder = temporaryFolder();
  expect(await readGit(folder)).toBeUndefined();
  git(folder, 'init', '-q');
  expect(await readGit(folder)).toBeUndefined();
  writeFileSync(join(folder, 'a'), '1');
  git(folder, 'add', 'a');
  git(folder, 'commit', '-q', '-m', 'one');
  const commit = git(folder, 'rev-parse', 'HEAD');
  writeFileSync(join(folder, 'untracked'), '1');
  expect(await readGit(folder)).toEqual({ commit, dirty: false });
  writeFileSync(join(folder, 'a'), '2');
  expect(await readGit(folder)).toEqual({ commit, dirty: true });
});

test('a folder that does not exist has no commit', async () => {
  expect(await readGit('/does/not/exist')).toBeUndefined();
});
