/**
 * How fast runs are listed and read: `npm run bench -- runsList [runs] [steps]`. Makes runs of four initializers
 * and two seeds with a trainer's metrics, then prints the time of a first list, of a further one, and of reading
 * and summarising one run.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RunReader } from '../src/runs/store/runReader';
import { RunStore } from '../src/runs/store/runStore';
import { RunWriter } from '../src/runs/store/runWriter';
import { summarize } from '../src/runs/summary';
import { experimentOf, startOf } from '../test/unit/runs/experiment';

const [runs, steps] = [Number(process.argv[2] ?? 500), Number(process.argv[3] ?? 20_000)];
async function timed<T>(what: string, action: () => Promise<T>): Promise<T> {
  const start = performance.now();
  const result = await action();
  console.log(`${what}: ${(performance.now() - start).toFixed(0)} ms`);
  return result;
}

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'initscope-bench-'));
  try {
    const experiment = experimentOf(['heNormal', 'glorotUniform', 'zeros', 'orthogonal'], { seeds: [1, 2] });
    for (let run = 0; run < runs; run++) {
      const writer = await RunWriter.create(folder, startOf(experiment));
      for (const { initializer, seed } of run === runs - 1 ? writer.manifest.trials : [])
        for (let step = 0; step < steps; step++)
          for (const tag of ['loss', 'accuracy'])
            writer.scalar(
              { initializer, seed },
              { split: 'train', tag, step, wallTime: 1.79e9 + step, value: Math.random() },
            );
      await writer.finish('finished');
    }
    const store = new RunStore(folder);
    const entries = await timed(`first list of ${runs} runs`, () => store.list());
    await timed('a further list', () => store.list());
    const last = await store.resolve('latest');
    const reader = await timed(`reading ${16 * steps} scalars in 8 files`, () => RunReader.load(last.folder));
    const summary = await timed('summary', () =>
      Promise.resolve(summarize(reader.manifest, (key) => reader.find(key))),
    );
    await timed('a poll without news', () => reader.poll());
    if (entries.length !== runs || summary.initializers.length !== 4) throw new Error('something is missing');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

void main();
