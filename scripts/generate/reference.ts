import { experimentCodes } from '../../src/experiment/codes';
import {
  activationChoice,
  initializerChoice,
  optimizerChoice,
  scheduleChoice,
} from '../../src/experiment/schema/choices';
import { sourceChoice } from '../../src/experiment/schema/dataset';
import { experimentSchema } from '../../src/experiment/schema/experiment';
import { layerChoice } from '../../src/experiment/schema/model';
import { losses } from '../../src/nn/losses/registry';
import { schemaCodes } from '../../src/schema/codes';
import { registryMarkdown, toMarkdown } from '../../src/schema/markdown';
import type { DocumentedEntry } from '../../src/schema/markdown';
import { formatted, pageHead } from './output';
import type { Output } from './output';

const FOLDER = 'docs/reference';

const LINKS = {
  initializer: 'initializers.md',
  activation: 'activations.md',
  layer: 'layers.md',
  optimizer: 'optimizers.md',
  schedule: 'schedules.md',
  dataset: 'datasets.md',
};

type Entries = Readonly<Record<string, DocumentedEntry>>;

const withoutParameters = (entries: typeof losses): Entries =>
  Object.fromEntries(Object.entries(entries).map(([name, entry]) => [name, { ...entry, parameters: {} }]));

const registryPages: readonly (readonly [file: string, title: string, intro: string, entries: Entries])[] = [
  [
    LINKS.initializer,
    'Initializers',
    'Written as a name (`heNormal`) or with parameters (`randomNormal: { stddev: 0.01 }`). $n_{in}$ and $n_{out}$ are the inputs and outputs that a unit connects, receptive field included.',
    initializerChoice.entries,
  ],
  [LINKS.activation, 'Activations', 'Written as a name or with parameters.', activationChoice.entries],
  [
    LINKS.layer,
    'Layers',
    'Written as a mapping from the type to its parameters, or as the bare type where none is required.',
    layerChoice.entries,
  ],
  [LINKS.optimizer, 'Optimizers', 'Written as a name or with parameters.', optimizerChoice.entries],
  [
    LINKS.schedule,
    'Learning-rate schedules',
    'Written below `training.learningRate`, as a name (`cosine`) or with parameters. The optimizer gives the learning rate; a schedule multiplies it, that of every optimizer group alike. With `warmup: n` beside it (`{ cosine: , warmup: 500 }`) the first n updates take the shares 1/n, 2/n, …, 1 of the learning rate (Goyal et al. 2017, §2.2) and the schedule starts after them. Everything is counted in updates.',
    scheduleChoice.entries,
  ],
  ['losses.md', 'Losses', 'Chosen by the kind of the dataset when left out.', withoutParameters(losses)],
  [LINKS.dataset, 'Datasets', sourceChoice.doc, sourceChoice.entries],
];

/** Pages under docs/reference/: the config's keys, every registry, every problem. */
export const generateReference = (root: URL): Promise<Output[]> => {
  const page = (file: string, text: string): Promise<Output> => formatted(root, `${FOLDER}/${file}`, text);
  return Promise.all([
    page(
      'config.md',
      [
        pageHead('Experiment config', experimentSchema.doc),
        'A config is a YAML or JSON file named `*.initscope.yaml`, `.yml` or `.json`. Only `dataset`, `model` and `initializers` are required. What can be wrong with one is listed under [problems](problems.md).',
        toMarkdown(experimentSchema.fields, LINKS),
      ].join('\n\n'),
    ),
    page('problems.md', problemsPage()),
    ...registryPages.map(([file, title, intro, entries]) =>
      page(file, `${pageHead(title, intro)}\n\n${registryMarkdown(entries, LINKS)}`),
    ),
  ]);
};

function problemsPage(): string {
  const rows = Object.entries({ ...schemaCodes, ...experimentCodes })
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([code, doc]) => `| \`${code}\` | ${doc} |`);
  const head = pageHead('Problems of a config', 'Every problem has a place in the file and a stable code.');
  return [head, ['| code | |', '| --- | --- |', ...rows].join('\n')].join('\n\n');
}
