import { expect, test, vi } from 'vitest';
import type { DatasetDescription } from '../../../../src/data/dataset';
import { readConfig } from '../../../../src/language/service/configDocument';
import { DatasetKnowledge } from '../../../../src/language/service/datasetKnowledge';
import type { InspectPath } from '../../../../src/language/service/datasetKnowledge';
import { CONFIG, URI } from './fixtures';

const csv: DatasetDescription = {
  name: '/w/a.csv',
  title: 'a.csv',
  inputShape: [4],
  outputs: 3,
  trainCount: 100,
};

test('registered names are known at once, paths after a look', async () => {
  const inspect = vi.fn<InspectPath>(() => Promise.resolve(csv));
  const datasets = new DatasetKnowledge(inspect, () => 0);
  expect(datasets.describe('mnist-embedded', {})).toMatchObject({ outputs: 10 });
  expect(datasets.describe('/w/a.csv', {})).toBeUndefined();
  expect(await datasets.settle()).toBe(true);
  expect(datasets.describe('/w/a.csv', {})).toEqual(csv);
  expect(inspect).toHaveBeenCalledExactlyOnceWith('/w/a.csv', {});
});

test('looks again after a while, and tells whether something changed', async () => {
  let time = 0;
  let found = csv;
  const datasets = new DatasetKnowledge(
    () => Promise.resolve(found),
    () => time,
  );
  datasets.describe('/w/a.csv', {});
  await datasets.settle();
  time = 60_000;
  datasets.describe('/w/a.csv', {});
  expect(await datasets.settle()).toBe(false);
  found = { ...csv, trainCount: 99 };
  time = 120_000;
  datasets.describe('/w/a.csv', {});
  expect(await datasets.settle()).toBe(true);
});

test('what cannot be read becomes a problem of the config', async () => {
  const datasets = new DatasetKnowledge(
    () => Promise.reject(new Error('/w/a.csv: no such file')),
    () => 0,
  );
  const { problems, experiment } = await readConfig(
    URI,
    1,
    CONFIG.replace('mnist-embedded', './a.csv'),
    datasets,
  );
  expect(experiment).toBeUndefined();
  expect(problems.map(({ message }) => message)).toContain('/w/a.csv: no such file');
});
