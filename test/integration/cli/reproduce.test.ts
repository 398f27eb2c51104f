import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bundleCommand } from './command';
import type { RunManifest } from '../../../src/runs/run';
import type { Command } from './command';

let command: Command;
beforeAll(async () => {
  command = await bundleCommand();
});
afterAll(() => command.remove());

const runsOf = async (experiment: string): Promise<readonly string[]> =>
  readdir(join(command.folder, '.initscope', 'reproduction', 'quick', 'runs', experiment));

test('reproduces a small experiment for real, and keeps it', async () => {
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
  expect(page).toMatch(/## fixup\n\n.* Not run yet\./);

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

test('goes on where a killed reproduction ended, in the middle of a run', async () => {
  await rm(join(command.folder, '.initscope'), { recursive: true, force: true });
  const folder = join('.initscope', 'reproduction', 'quick');
  const { child, outcome } = command.start('reproduce', 'lsuv', 'siren', '--quick');
  const underWay = async (): Promise<boolean> =>
    /"siren": \{[^]*"underWay"/.test(
      await readFile(join(command.folder, folder, 'results.json'), 'utf8').catch(() => ''),
    );
  while (!(await underWay())) await new Promise((resolve) => setTimeout(resolve, 20));
  child.kill('SIGKILL');
  await outcome;
  const before = await Promise.all([runsOf('lsuv'), runsOf('siren')]);
  expect(before.map((runs) => runs.length)).toEqual([1, 1]);
  // its trainer notices by itself that it is alone
  const isHeld = async (): Promise<boolean> =>
    /"state": "(running|paused)"/.test(
      (await command.run('list', '--json', '--runs', join(folder, 'runs'))).out,
    );
  while (await isHeld());
  const { out, code } = await command.run('reproduce', 'lsuv', 'siren', '--quick');
  expect(code).toBe(0);
  expect(out).toContain('lsuv (');
  expect(out).toContain('siren (');
  expect(await Promise.all([runsOf('lsuv'), runsOf('siren')])).toEqual(before);
});

test('trains the seeds that are missing when asked for more', async () => {
  await rm(join(command.folder, '.initscope'), { recursive: true, force: true });
  const seedsOf = async (n: string): Promise<unknown> => {
    const { out } = await command.run('reproduce', 'siren', '--quick', '--seeds', n, '--json');
    return (JSON.parse(out) as { readonly experiments: readonly { readonly seeds: number }[] }).experiments[0]
      ?.seeds;
  };
  expect(await seedsOf('1')).toBe(1);
  expect(await seedsOf('3')).toBe(3);
  const manifests = await Promise.all(
    (await runsOf('siren')).map(
      async (run) =>
        JSON.parse(
          await readFile(
            join(command.folder, '.initscope', 'reproduction', 'quick', 'runs', 'siren', run, 'run.json'),
            'utf8',
          ),
        ) as RunManifest,
    ),
  );
  // of runs that began in the same second either may be listed first
  expect(manifests.map(({ experiment }) => experiment.training.seeds).sort()).toEqual([[1], [2, 3]]);
});
