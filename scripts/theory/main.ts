import { readFile, writeFile } from 'node:fs/promises';
import { format, resolveConfig } from 'prettier';
import { locateServices } from '../../src/engine/services';
import { openWasm } from '../../src/engine/wasm';
import { describeDataset } from '../../src/data/registry';
import { inputMoments } from '../../src/theory/input';
import { measureInputMoments } from '../../src/theory/measureInput';
import { readDigits } from './digits';
import type { Digits } from './digits';
import { compareGrid } from './grid';
import type { Grid } from './grid';
import { FRESH, assumptionsPart, measuredPart } from './page';
import { freshSeeds, recheck } from './summary';

const PAGE = 'docs/theory.md';
const SAMPLES = 128;
const WIDTH = 256;

const grids = (seeds: readonly number[]): readonly (readonly [title: string, grid: Grid])[] => [
  [
    'Activations × initializers',
    {
      activations: ['relu', 'leakyRelu', 'elu', 'selu', 'tanh', 'sigmoid', 'gelu', 'swish', 'softplus'],
      initializers: [
        'heNormal',
        'glorotUniform',
        'lecunNormal',
        'pytorchDefault',
        'orthogonal',
        'randomNormal',
        'randomUniform',
      ],
      depth: 10,
      normalizations: ['standardize'],
      width: WIDTH,
      inputs: 'measured',
      seeds,
    },
  ],
  [
    'Depth',
    {
      activations: ['relu', 'tanh', 'selu'],
      initializers: ['heNormal', 'glorotUniform', 'orthogonal'],
      depth: 30,
      normalizations: ['standardize'],
      width: WIDTH,
      inputs: 'measured',
      seeds,
    },
  ],
  [
    'From the dataset’s known moments',
    {
      activations: ['relu', 'tanh', 'gelu'],
      initializers: ['heNormal', 'glorotUniform', 'pytorchDefault'],
      depth: 5,
      normalizations: ['unit', 'standardize'],
      width: WIDTH,
      inputs: 'known',
      seeds,
    },
  ],
];

/** How far the pictures at hand are from their dataset. */
function noteOn({ dataset, pixels, count }: Digits): string {
  const { secondMoment } = measureInputMoments(pixels, count);
  const description = describeDataset(dataset, {});
  const known = description && inputMoments(description, 'none');
  if (known === undefined) return '';
  const gap = (100 * (secondMoment / known.secondMoment - 1)).toFixed(1);
  return `The second moment of these few pictures is ${gap} % off that of their dataset, which every layer inherits.`;
}

/** Puts text between the page's markers `<!-- name -->` and `<!-- /name -->`. */
function replacePart(page: string, name: string, text: string): string {
  const pattern = new RegExp(`(<!-- ${name} -->)[\\s\\S]*(<!-- /${name} -->)`);
  if (!pattern.test(page)) throw new Error(`${PAGE} has no markers <!-- ${name} --> … <!-- /${name} -->`);
  return page.replace(pattern, (_, open: string, close: string) => `${open}\n\n${text}\n\n${close}`);
}

async function main(): Promise<void> {
  const seeds = Array.from({ length: Number(process.argv[2] ?? 12) }, (_, i) => i + 1);
  const { tf } = await openWasm(locateServices(process.cwd(), []));
  const digits = readDigits(process.cwd(), SAMPLES);
  const parts = grids(seeds).map(([title, grid]) => {
    console.log(`measuring: ${title}`);
    const comparisons = compareGrid(tf, grid, digits);
    const rechecks = recheck(grid, comparisons, freshSeeds(FRESH), (again) => compareGrid(tf, again, digits));
    return { title, grid, comparisons, rechecks, ...(grid.inputs === 'known' && { note: noteOn(digits) }) };
  });
  const page = await readFile(PAGE, 'utf8');
  const measured = replacePart(page, 'measured', measuredPart(parts, digits.dataset, SAMPLES));
  const whole = replacePart(measured, 'assumptions', assumptionsPart());
  await writeFile(PAGE, await format(whole, { ...(await resolveConfig(PAGE)), filepath: PAGE }));
  console.log(`wrote ${PAGE}`);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
