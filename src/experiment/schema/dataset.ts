import { pathParameters } from '../../data/pathParameters';
import { datasets } from '../../data/registry';
import type { ChoiceEntries } from '../../schema/schema';
import {
  choice,
  enumeration,
  forms,
  integer,
  number,
  object,
  optional,
  required,
  string,
} from '../../schema/schema';

/** Entry for data of one's own, beside those of the registry. */
export const LOCAL = 'local';

const entries: ChoiceEntries = {
  ...datasets,
  [LOCAL]: {
    doc: 'Data of your own by its path: IDX (a folder, plain or gzipped), CIFAR binary (a folder or `.tar.gz`), `.npz` or `.csv`.',
    parameters: {
      path: required(
        string({
          doc: 'File or folder. Relative paths start from the folder of the config file.',
          minLength: 1,
        }),
      ),
      ...pathParameters,
    },
    primary: 'path',
  },
};

export const sourceChoice = choice(
  entries,
  {},
  {
    doc: 'A known dataset by name, or a path: anything with a slash, a leading dot or a file extension. Parameters go below the name: `spiral: { noise: 0.2 }`, `local: { path: ./prices.csv, target: values }`.',
    noun: 'dataset',
    bare: { entry: LOCAL, pattern: '[/\\\\]|^[.~]|\\.[A-Za-z0-9]+$', noun: 'a path (./data.csv)' },
  },
);

const normalizations = {
  unit: 'Bytes divided by 255: values from 0 to 1. Other numbers as they are.',
  standardize: 'Mean 0 and standard deviation 1 over the training samples.',
  none: 'Values as stored: bytes from 0 to 255.',
} as const;

export const datasetFields = {
  source: required(sourceChoice),
  normalization: optional(enumeration(normalizations, { doc: 'Scale of the inputs.', default: 'unit' })),
  validationNormalization: optional(
    enumeration(normalizations, {
      doc: 'Scale of the inputs at validation, where it is to differ from training: a mistake to be studied. Left out: the same.',
    }),
  ),
  validation: optional(
    number({
      doc: 'Samples to validate on: a share of the training samples (`0.1`) or a number of them (`1000`). Left out: the test set of the dataset, where it has one, else a fifth of the samples.',
      above: 0,
    }),
  ),
  held: optional(
    enumeration(
      {
        random: 'Chosen at random, by `splitSeed`.',
        first: 'The first ones, as they are stored; the others are trained on.',
        last: 'The last ones, as they are stored.',
      },
      {
        doc: 'Which of the training samples are held out to validate on; no matter where the dataset’s own test set is.',
        default: 'random',
      },
    ),
  ),
  trainSize: optional(
    integer({
      doc: 'Train on this many samples only, chosen by `splitSeed`. Left out: all.',
      min: 1,
      unit: 'samples',
    }),
  ),
  validationSize: optional(
    integer({
      doc: 'Validate on this many samples only, chosen by `splitSeed`. Left out: all.',
      min: 1,
      unit: 'samples',
    }),
  ),
  splitSeed: optional(
    integer({
      doc: 'Seed of the choice of validation samples and of subsets. The same for all trials.',
      default: 0,
    }),
  ),
};

export const datasetSchema = forms(
  [object(datasetFields, { doc: 'Where the data comes from and how it is prepared.' }), sourceChoice],
  { doc: 'What to train on: a dataset by name, a path, or a mapping with `source` and how to prepare it.' },
);
