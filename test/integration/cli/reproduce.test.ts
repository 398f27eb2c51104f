import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bundleCommand } from './command';
import type { Command } from './command';

let command: Command;
beforeAll(async () => {
  command = await bundleCommand();
});
afterAll(() => command.remove());

const runsOf = async (experiment: string): Promise<readonly string[]> =>
  readdir(join(command.folder, '.initscope', 'reproduction', 'quick', 'runs', experiment));

test('reproduces a small experiment for real, and keeps it', { timeout: 120_000 }, async () => {
  const first = await command.run('reproduce', 'siren', '--quick', '--out', 'docs/page.md', '--json');
  const { mode, experiments } = JSON.parse(first.out) as {
    readonly mode: string;
    readonly experiments: readonly {
      readonly example: string;
      readonly claims: readonly { readonly text: string; readonly holds: boolean; readonly found: string }[];
      readonly samples: unknown;
      readonly seeds: number;
    }[];
  };
  expect(mode).toBe('quick');
  expect(experiments).toHaveLength(1);
  expect(experiments[0]).toMatchObject({
    example: 'siren',
    samples: { train: 1000, validation: 200 },
    seeds: 1,
  });
  for (const { text, holds, found } of experiments[0]?.claims ?? [])
    expect(holds, `${text}: ${found}`).toBe(true);
  expect(experiments[0]?.claims.length).toBeGreaterThan(0);
  expect(first.code).toBe(0);
  const page = await readFile(join(command.folder, 'docs', 'page.md'), 'utf8');
  expect(page).toContain('## siren\n');
  expect(page).toMatch(/## fixup\n\n.* Left out: it has not been run yet\./);

  const [run] = await runsOf('siren');
  const second = await command.run('reproduce', 'siren', '--quick');
  expect(second).toMatchObject({ code: 0 });
  expect(second.out).toContain('--quick: fewer samples and seeds');
  expect(await runsOf('siren')).toEqual([run]);
});

test('says what is left out for want of data, and what there is no experiment of', async () => {
  const { code, out } = await command.run(
    'reproduce',
    'mnist-xavier-he-random',
    '--quick',
    '--data',
    'nowhere',
  );
  expect(out).toContain('left out: no mnist in ');
  expect(code).toBe(0);
  const fetched = await command.run('reproduce', 'mnist-xavier-he-random', '--quick');
  expect(fetched.out).toContain('left out: ');
  expect(fetched.out).toContain('has not been fetched');
  const wrong = await command.run('reproduce', 'sirens', '--quick');
  expect(wrong).toMatchObject({ code: 2, out: '' });
  expect(wrong.err).toBe('There is no experiment "sirens"; did you mean "siren"?\n');
});

test('goes on where a killed reproduction ended', { timeout: 120_000 }, async () => {
  await rm(join(command.folder, '.initscope'), { recursive: true, force: true });
  const { child, outcome } = command.start('reproduce', 'lsuv', 'siren', '--quick');
  const underWay = (): Promise<boolean> =>
    runsOf('siren').then(
      (runs) => runs.length > 0,
      () => false,
    );
  while (!(await underWay())) await new Promise((resolve) => setTimeout(resolve, 20));
  child.kill('SIGKILL');
  await outcome;
  const before = await runsOf('lsuv');
  expect(before).toHaveLength(1);
  const { out } = await command.run('reproduce', 'lsuv', 'siren', '--quick');
  expect(out).toContain('lsuv (');
  expect(out).toContain('siren (');
  expect(await runsOf('lsuv')).toEqual(before);
});
