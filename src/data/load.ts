import { basename, join } from 'node:path';
import { arraysOf } from './dataset';
import type { Dataset, DatasetDescription } from './dataset';
import { download, findMissing } from './download';
import type { DownloadServices } from './download';
import { withDefaults } from './entry';
import type { DatasetEntry, Parameters, RemoteEntry } from './entry';
import { DatasetUnavailableError } from './error';
import { toPathParameters } from './pathParameters';
import { scalingOf } from './normalize';
import type { Normalization } from './normalize';
import { recognisePath } from './paths/recognise';
import type { RawDataset } from './raw';
import { datasets, findDataset } from './registry';
import type { DatasetName } from './registry';
import { release } from './release';
import { splitDataset } from './split';
import type { SplitRequest } from './split';

/** What to load; an experiment's dataset section is one. */
export interface DatasetRequest extends SplitRequest {
  /** Registry name, or absolute path. */
  readonly source: string;
  readonly parameters: Parameters;
  readonly normalization: Normalization;
  /** Of the validation samples, where it differs; measured on the training samples too. */
  readonly validationNormalization?: Normalization;
}

export interface DataServices extends Partial<DownloadServices> {
  /** The `media` folder that ships with InitScope. */
  readonly mediaFolder: string;
  /** Where fetched datasets are kept, one folder each. */
  readonly cacheFolder: string;
  // `fetch` present: what is missing is fetched. Absent: it is an error.
}

/**
 * Reads, splits and normalises a dataset. Files are fetched only when `services.fetch` is given.
 *
 * @throws DataError when a file is missing, damaged or not what it should be
 * @throws DatasetUnavailableError when a dataset that must be fetched is not there
 * @throws RangeError when more samples are asked for than there are
 */
export async function loadDataset(request: DatasetRequest, services: DataServices): Promise<Dataset> {
  const entry = findDataset(request.source);
  const raw = entry
    ? await readEntry(entry, request, services)
    : await (await recognisePath(request.source)).load(toPathParameters(request.parameters));
  const { train, validation } = splitDataset(raw, request);
  const found = raw.test ? [raw.train, raw.test] : [raw.train];
  release(found.flatMap(arraysOf), [train, validation].flatMap(arraysOf));
  const { normalization, validationNormalization } = request;
  const scaling = scalingOf(train, normalization);
  const other = validationNormalization && scalingOf(train, validationNormalization);
  return {
    description: describe(request, entry, raw),
    train: { ...train, ...scaling },
    validation: { ...validation, ...(other ?? scaling) },
  };
}

/**
 * Fetches a registered dataset into the cache, as far as it is not there; at once when nothing has to be fetched.
 *
 * @throws DatasetUnavailableError when it cannot be fetched, DataError when the cache holds a wrong file
 */
export async function fetchDataset(
  name: DatasetName,
  services: DownloadServices & Pick<DataServices, 'cacheFolder'>,
): Promise<void> {
  const entry = datasets[name];
  if (entry.kind === 'remote') await download(name, cacheOf(name, services), entry.files, services);
}

async function readEntry(
  entry: DatasetEntry,
  { source, parameters }: DatasetRequest,
  services: DataServices,
): Promise<RawDataset> {
  const filled = withDefaults(entry.parameters, parameters);
  const { classes, outputs } = entry.describe(filled);
  const facts = { outputs, ...(classes && { classes }) };
  const read = async (path: string): Promise<RawDataset> => ({
    ...(await (await recognisePath(path)).load(toPathParameters({}), outputs)),
    ...facts,
  });
  switch (entry.kind) {
    case 'synthetic':
      return { train: entry.generate(filled), ...facts };
    case 'embedded':
      return read(join(services.mediaFolder, 'datasets', entry.folder));
    case 'remote':
      return read(await ensureFetched(source, entry, services));
  }
}

/** Path of the files once they are in the cache: the archive itself, or the folder of several files. */
async function ensureFetched(name: string, { files }: RemoteEntry, services: DataServices): Promise<string> {
  const folder = cacheOf(name, services);
  if (services.fetch) {
    await download(name, folder, files, { ...services, fetch: services.fetch });
  } else {
    const missing = await findMissing(folder, files);
    if (missing.length > 0) {
      throw new DatasetUnavailableError(name, folder, missing, 'it has not been fetched yet');
    }
  }
  const [only, ...others] = files;
  return only && others.length === 0 ? join(folder, only.name) : folder;
}

const cacheOf = (name: string, { cacheFolder }: Pick<DataServices, 'cacheFolder'>): string =>
  join(cacheFolder, name);

const describe = (
  { source, parameters }: DatasetRequest,
  entry: DatasetEntry | undefined,
  { train, test, classes, outputs }: RawDataset,
): DatasetDescription => ({
  name: source,
  title: entry?.title ?? basename(source),
  ...entry?.describe(withDefaults(entry.parameters, parameters)),
  inputShape: train.shape,
  outputs,
  trainCount: train.count,
  ...(classes && { classes }),
  ...(test && { testCount: test.count }),
});
