import { expect, test } from 'vitest';
import { csvLines } from '../../../src/runs/export';
import { RunReader } from '../../../src/runs/store/runReader';
import { createRun, experimentOf, fakeProcesses } from './experiment';
import { FakeClock } from './fakeClock';
import { temporaryFolder } from './temporaryFolder';

test('one line a point, labels quoted where they must be, float32 in its shortest form', async () => {
  const writer = await createRun(temporaryFolder(), experimentOf(['say "he", normal']));
  const trial = { initializer: 'say "he", normal', seed: 1 };
  const values = [0.1, 1 / 3, -0, NaN, -Infinity, 1e-45, 16777217, 3.4028234663852886e38];
  values.forEach((value, i) =>
    writer.scalar(trial, {
      split: 'probe',
      tag: 'dead_fraction/dense_1',
      step: 45 * i,
      wallTime: 5.5,
      value,
    }),
  );
  await writer.finish('finished');
  const dependencies = { clock: new FakeClock(), processes: fakeProcesses() };
  const reader = await RunReader.load(writer.folder, dependencies);

  const [header, ...lines] = [...csvLines(reader.manifest, reader.series())];
  expect(header).toBe(
    'run,experiment,initializer,seed,split,tag,statistic,subject,step,epoch,wall_time,value\n',
  );
  expect(lines[1]).toBe(
    `${writer.id},Depth,"say ""he"", normal",1,probe,dead_fraction/dense_1,dead_fraction,dense_1,45,0.5,5.5,0.33333334\n`,
  );
  const written = lines.map((line) => line.trim().split(',').at(-1)!);
  expect(written).toEqual([
    '0.1',
    '0.33333334',
    '-0',
    'NaN',
    '-Infinity',
    '1.4013e-45',
    '16777216',
    '3.4028235e+38',
  ]);
  expect(written.map((text) => Math.fround(Number(text)))).toEqual(values.map(Math.fround));
});
