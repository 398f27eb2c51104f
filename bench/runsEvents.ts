/**
 * How fast event files are written and read: `npm run bench -- runsEvents [megabytes]`. Prints MB/s of writing
 * and of reading every scalar with its CRCs, and the peak memory.
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../src/runs/clock';
import { EventFileReader } from '../src/runs/events/eventFileReader';
import { EventFileWriter } from '../src/runs/events/eventFileWriter';

const megabytes = Number(process.argv[2] ?? 100);
const folder = mkdtempSync(join(tmpdir(), 'initscope-bench-'));
const path = join(folder, 'events.out.tfevents.bench');
const tags = ['loss', 'accuracy', 'activation_variance/dense_1', 'gradient_norm/dense_1/kernel'];

const seconds = (since: number): number => (performance.now() - since) / 1000;

try {
  const writer = new EventFileWriter(path, systemClock);
  const writeStart = performance.now();
  let points = 0;
  for (let step = 0; points % 4096 !== 0 || statSync(path).size < megabytes * 1e6; step++)
    for (const tag of tags) writer.scalar(tag, step, 1.7e9 + step, Math.sin(points++));
  writer.close();
  const size = statSync(path).size / 1e6;
  const wrote = seconds(writeStart);

  for (let pass = 1; pass <= 3; pass++) {
    let [count, sum] = [0, 0];
    const readStart = performance.now();
    await new EventFileReader(path).read({
      scalar: (_tag, _step, _wallTime, value) => {
        count++;
        sum += value;
      },
    });
    const read = seconds(readStart);
    if (count !== points) throw new Error(`${count} of ${points} points were read`);
    console.log(
      `read ${size.toFixed(0)} MB, ${count} scalars (sum ${sum.toFixed(3)}) in ${read.toFixed(2)} s: ` +
        `${(size / read).toFixed(0)} MB/s`,
    );
  }
  console.log(
    `wrote at ${(size / wrote).toFixed(0)} MB/s, ${((wrote / points) * 1e6).toFixed(2)} µs a scalar`,
  );
  console.log(`peak memory ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MiB`);
} finally {
  rmSync(folder, { recursive: true });
}
