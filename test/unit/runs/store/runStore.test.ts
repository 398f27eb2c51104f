import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { readManifest } from '../../../../src/runs/store/manifest';
import { type ReadableRun, RunStore } from '../../../../src/runs/store/runStore';
import type { RunWriter } from '../../../../src/runs/store/runWriter';
import { createRun, experimentOf, fakeProcesses } from '../experiment';
import { FakeClock } from '../fakeClock';
import { temporaryFolder } from '../temporaryFolder';

interface Fixture {
  readonly root: string;
  readonly store: RunStore;
  readonly alive: Set<number>;
  readonly clock: FakeClock;
  readonly run: (experiment?: string) => Promise<RunWriter>;
}

function fixture(): Fixture {
  const root = temporaryFolder();
  const alive = new Set([100]);
  const clock = new FakeClock();
  const processes = fakeProcesses(100, alive);
  const folder = join(root, '.initscope', 'runs');
  return {
    root,
    alive,
    clock,
    store: new RunStore(folder, { clock, processes }),
    run: async (name = 'Depth') => {
      clock.advance(1000);
      return createRun(folder, experimentOf(['heNormal'], { name }), { clock, processes });
    },
  };
}

const only = async (store: RunStore): Promise<ReadableRun> => store.resolve('latest');

describe('list', () => {
  test('a folder that does not exist holds no runs', async () => {
    expect(await fixture().store.list()).toEqual([]);
  });

  test('the latest run comes first, whatever its experiment', async () => {
    const { store, run } = fixture();
    const ids = [(await run('b/1')).id, (await run('a')).id, (await run('b/1')).id];
    const entries = await store.list();
    expect(entries.map(({ id }) => id)).toEqual(ids.reverse());
    expect(entries.map(({ experiment }) => experiment)).toEqual(['b/1', 'a', 'b/1']);
  });

  test('of runs that began in the same second, too', async () => {
    const { store, clock } = fixture();
    const ids: string[] = [];
    for (const random of [0.9, 0.1, 0.5]) {
      clock.advance(100);
      ids.push((await createRun(store.folder, undefined, { clock, random: () => random })).id);
    }
    expect((await store.list()).map(({ id }) => id)).toEqual(ids.reverse());
  });

  test('a broken run.json is listed with its reason and hides no other', async () => {
    const { store, run } = fixture();
    const [broken, whole] = [await run(), await run()];
    writeFileSync(join(broken.folder, 'run.json'), '{"format": 1');
    mkdirSync(join(store.folder, 'Depth', 'stray', 'heNormal'), { recursive: true });
    expect(await store.list()).toMatchObject([
      { kind: 'unreadable', id: 'stray', reason: expect.stringContaining('ENOENT') as string },
      { kind: 'run', id: whole.id },
      { kind: 'unreadable', id: broken.id, reason: expect.stringContaining('is not JSON') as string },
    ]);
  });

  test('a change of run.json is seen by the next list', async () => {
    const { store, run } = fixture();
    const writer = await run();
    await store.list();
    await writer.finish('finished');
    expect((await only(store)).manifest.state).toBe('finished');
  });

  test('a running run whose process died is interrupted; on another host nobody can tell', async () => {
    const { store, run, alive, clock } = fixture();
    await run();
    expect((await only(store)).manifest.state).toBe('running');
    alive.delete(100);
    expect((await only(store)).manifest.state).toBe('interrupted');
    const elsewhere = new RunStore(store.folder, {
      clock,
      processes: { ...fakeProcesses(), host: 'other', isAlive: ({ host }) => host !== 'other' },
    });
    expect((await only(elsewhere)).manifest.state).toBe('running');
  });
});

describe('resolve', () => {
  test('by latest, id, name or unique beginning', async () => {
    const { store, run } = fixture();
    const [first, second] = [await run(), await run()];
    await store.rename(await store.resolve(first.id), '  Wide  ');
    const ids = await Promise.all(
      ['latest', first.id, 'Wide', second.id.slice(0, -2)].map(
        async (text) => (await store.resolve(text)).id,
      ),
    );
    expect(ids).toEqual([second.id, first.id, first.id, second.id]);
  });

  test('what is ambiguous, unknown, unreadable or empty is refused with what there is', async () => {
    const { store, run } = fixture();
    await expect(store.resolve('latest')).rejects.toThrow(/no runs yet \(runs are in .*runs\)/);
    const [first, second] = [await run(), await run()];
    await expect(store.resolve('2026-')).rejects.toThrow(`several runs: ${second.id}, ${first.id}`);
    await expect(store.resolve('1999')).rejects.toThrow(`the latest are ${second.id}, ${first.id}`);
    writeFileSync(join(first.folder, 'run.json'), '');
    await expect(store.resolve(first.id)).rejects.toThrow(/run\.json is not JSON/);
  });
});

describe('rename and markInterrupted', () => {
  test('an empty name is refused', async () => {
    const { store, run } = fixture();
    await run();
    await expect(store.rename(await only(store), ' ')).rejects.toThrow(/empty/);
  });

  test('an interrupted run keeps why, and one that has ended stays as it is', async () => {
    const { store, run } = fixture();
    const writer = await run();
    writer.updateTrial({ initializer: 'heNormal', seed: 1 }, { state: 'running', step: 3 });
    const failure = { message: 'killed by signal 9', log: ['step 3'] };
    await writer.finish('stopped');
    await store.markInterrupted(await only(store), failure);
    expect((await readManifest(writer.folder)).state).toBe('stopped');

    const second = await run();
    await store.markInterrupted(await only(store), failure);
    expect(await readManifest(second.folder)).toMatchObject({ state: 'interrupted', failure });
  });
});

describe('delete', () => {
  test('moves to the trash beside the runs, and undo brings it back', async () => {
    const { store, run, root } = fixture();
    const writer = await run();
    await writer.finish('finished');
    const { undo } = await store.delete(await only(store));
    expect(await store.list()).toEqual([]);
    expect(readdirSync(store.folder)).toEqual([]);
    expect(existsSync(join(root, '.initscope', 'trash', 'Depth', writer.id, 'run.json'))).toBe(true);
    await undo?.();
    expect((await only(store)).id).toBe(writer.id);
  });

  test('a run that was deleted, restored and deleted again has room in the trash', async () => {
    const { store, run, root } = fixture();
    const writer = await run();
    await writer.finish('finished');
    mkdirSync(join(root, '.initscope', 'trash', 'Depth', writer.id), { recursive: true });
    await store.delete(await only(store));
    expect(readdirSync(join(root, '.initscope', 'trash', 'Depth'))).toEqual([writer.id, `${writer.id}.2`]);
  });

  test('a mover takes it instead, with no undo of ours', async () => {
    const { store, run } = fixture();
    const writer = await run();
    await writer.finish('finished');
    const mover = vi.fn(() => Promise.resolve());
    expect((await store.delete(await only(store), mover)).undo).toBeUndefined();
    expect(mover).toHaveBeenCalledWith(writer.folder);
  });

  test('a run in training is not deleted, one that only says so is', async () => {
    const { store, run, alive } = fixture();
    await run();
    const entry = await only(store);
    await expect(store.delete(entry)).rejects.toThrow(/stop it before deleting/);
    alive.delete(100);
    await store.delete(entry);
    expect(await store.list()).toEqual([]);
  });
});

test('watch calls back when runs come, change and die, and not otherwise', async () => {
  const { store, run, clock, alive } = fixture();
  let lists = 0;
  const list = store.list.bind(store);
  const listed = vi.spyOn(store, 'list').mockImplementation(async () => {
    const entries = await list();
    lists++;
    return entries;
  });
  const onChange = vi.fn();
  const stop = store.watch(onChange);
  const look = async (): Promise<void> => {
    const before = lists;
    await vi.waitUntil(() => lists > before || (clock.advance(2000), false), {
      interval: 5,
      timeout: 20_000,
    });
  };
  await expect.poll(() => lists).toBe(1);
  await look();
  expect(onChange).not.toHaveBeenCalled();

  const writer = await run();
  await look();
  await look();
  expect(onChange).toHaveBeenCalledTimes(1);

  writer.setState('paused');
  clock.advance(1000);
  await expect.poll(async () => (await readManifest(writer.folder)).state).toBe('paused');
  await look();
  await look();
  expect(onChange).toHaveBeenCalledTimes(2);

  alive.delete(100);
  await look();
  await look();
  expect(onChange).toHaveBeenCalledTimes(3);

  stop();
  const after = listed.mock.calls.length;
  clock.advance(60_000);
  expect(listed.mock.calls.length).toBe(after);
});

test('what a person writes on a run is kept while it trains', async () => {
  const { store, run, clock } = fixture();
  const writer = await run();
  const entry = await only(store);
  await store.annotate(entry, { note: 'wider', tags: ['base'], pinned: true });
  writer.updateTrial({ initializer: 'heNormal', seed: 1 }, { state: 'running', step: 5 });
  clock.advance(1000);
  await writer.finish('finished');
  expect((await only(store)).manifest).toMatchObject({
    note: 'wider',
    tags: ['base'],
    pinned: true,
    state: 'finished',
  });
});
