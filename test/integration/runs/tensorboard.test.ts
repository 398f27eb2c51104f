import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createStream } from '../../../src/random/stream';
import type { HistogramPoint, ScalarPoint, TrialId } from '../../../src/shared/metrics';
import { SPLITS } from '../../../src/shared/tags';
import { EventFileReader } from '../../../src/runs/events/eventFileReader';
import { toSegment } from '../../../src/runs/store/names';
import { Collected } from '../../unit/runs/events/collect';
import { createRun, experimentOf } from '../../unit/runs/experiment';
import { temporaryFolder } from '../../unit/runs/temporaryFolder';
import { runPython, tensorBoardPython } from './tensorBoard';

const here = import.meta.dirname;
/** Floats as the hexadecimal bytes of their little-endian form, so that equal means equal bit for bit. */
interface Point {
  readonly step: number;
  readonly wallTime: string;
  readonly type: string;
  readonly shape: readonly number[];
  readonly values: string;
}
interface Points {
  readonly plugin: string;
  readonly points: Point[];
}
type Found = Readonly<Record<string, Readonly<Record<string, Points>>>>;

const hex = (array: Float32Array | Float64Array): string => Buffer.from(array.buffer).toString('hex');

const SPECIAL = [0, -0, NaN, Infinity, -Infinity, 1e-38, 1e-45, -3.4028234663852886e38, 0.1, 1 / 3];
const LABELS = ['heNormal', 'a/b: Größe 損失.'];

/** Points as the trainer makes them, with everything that floats can be. */
function scalarsOf(stream: ReturnType<typeof createStream>): ScalarPoint[] {
  const points: ScalarPoint[] = [];
  for (const split of SPLITS)
    for (const tag of ['loss', 'activation_variance/dense_1', 'größe/損失 😀'])
      for (let step = 0; step < (split === 'train' ? 1200 : 40); step++)
        points.push({
          split,
          tag,
          step: step * (split === 'probe' ? 50 : 1),
          wallTime: 1.79e9 + step + stream.uniform(),
          value: SPECIAL[step] ?? stream.normal() * 10 ** (stream.below(80) - 40),
        });
  return points;
}

function histogramsOf(stream: ReturnType<typeof createStream>): HistogramPoint[] {
  return Array.from({ length: 20 }, (_, i) => {
    const bins = i === 0 ? 0 : i === 1 ? 1 : 30;
    const left = stream.normal();
    return {
      split: 'probe',
      tag: 'weights/dense_1/kernel',
      step: i * 100,
      wallTime: 1.79e9 + i,
      edges: Float64Array.from({ length: bins && bins + 1 }, (_, edge) => left + edge / 7),
      counts: Float64Array.from({ length: bins }, () => (stream.below(3) ? stream.below(1e6) : 0)),
    };
  });
}

const rowsOf = ({ edges, counts }: HistogramPoint): Float64Array =>
  Float64Array.from([...counts].flatMap((count, i) => [edges[i]!, edges[i + 1]!, count]));

describe.skipIf(tensorBoardPython === undefined)('TensorBoard itself', () => {
  test('reads every scalar and histogram back as it was written', async () => {
    const runs = temporaryFolder();
    const seeds = [0, 7];
    const writer = await createRun(runs, experimentOf(LABELS, { seeds }));
    const expected: Record<string, Record<string, Points>> = {};
    const expectPoint = (trial: TrialId, split: string, tag: string, plugin: string, point: Point) => {
      const folder = `Depth/${writer.id}/${toSegment(trial.initializer)}/seed-${trial.seed}/${split}`;
      const { points } = ((expected[folder] ??= {})[tag] ??= { plugin, points: [] });
      points.push(point);
    };
    const time = (wallTime: number): string => hex(Float64Array.of(wallTime));

    for (const initializer of LABELS)
      for (const seed of seeds) {
        const trial = { initializer, seed };
        const stream = createStream(seed, initializer);
        for (const point of scalarsOf(stream)) {
          writer.scalar(trial, point);
          expectPoint(trial, point.split, point.tag, 'scalars', {
            step: point.step,
            wallTime: time(point.wallTime),
            type: 'float32',
            shape: [],
            values: hex(Float32Array.of(point.value)),
          });
        }
        for (const point of histogramsOf(stream)) {
          writer.histogram(trial, point);
          expectPoint(trial, point.split, point.tag, 'histograms', {
            step: point.step,
            wallTime: time(point.wallTime),
            type: 'float64',
            shape: [point.counts.length, 3],
            values: hex(rowsOf(point)),
          });
        }
      }
    await writer.finish('finished');

    const found = JSON.parse(runPython(join(here, 'read_runs.py'), runs)) as Found;
    expect(Object.keys(found).sort()).toEqual(Object.keys(expected).sort());
    for (const [run, tags] of Object.entries(expected)) expect(found[run]).toEqual(tags);
  });

  test('writes files that our reader reads, in the newer and the older encodings', async () => {
    const folder = temporaryFolder();
    runPython(join(here, 'write_run.py'), folder);
    const collected = new Collected();
    for (const name of readdirSync(folder).sort()) {
      const { notes, torn } = await new EventFileReader(join(folder, name)).read(collected);
      expect(notes).toEqual([]);
      expect(torn).toBeUndefined();
    }
    const losses = [0.5, -0, NaN, Infinity, -Infinity, Math.fround(1e-38)];
    expect(collected.scalars).toHaveLength(losses.length + 1);
    expect(collected.scalars).toEqual(
      expect.arrayContaining([
        ...losses.map((value, step) => ({ tag: 'loss', step, wallTime: 1000.25 + step, value })),
        { tag: 'accuracy', step: 3, wallTime: 7.5, value: 0.25 },
      ]),
    );
    const histograms = collected.histograms.map(({ tag, step, edges, counts }) => [
      tag,
      step,
      [...edges],
      [...counts],
    ]);
    expect(histograms).toEqual([
      ['weights/older', 4, [-0.5, 0, 1, 2, 4], [2, 0, 3, 1]],
      ['weights/newer', 5, [0, 0.5, 1, 1.5, 2], [1, 0, 2, 1]],
      ['weights/newer', 6, [0, 0.5, 1, 1.5, 2], [1, 0, 2, 1]],
      ['weights/empty', 0, Array<number>(31).fill(0), Array<number>(30).fill(0)],
    ]);
  });
});
