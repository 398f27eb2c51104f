import { findDataset } from '../data/registry';
import { EXAMPLES, FACTS, SERIES } from './templates.generated';

/** What the generator reads of a file of `examples/`. */
export interface ExampleFacts {
  /** Name in the registry of datasets. */
  readonly dataset: string;
  /** Whether it begins with weights of another run. */
  readonly transfers: boolean;
}

/** What has to be there before a template can be run. */
export type TemplateNeeds = 'nothing' | 'dataset' | 'run';

/** An experiment to start from. */
export interface Template {
  /** File name without its extensions: `mnist-initializers`. */
  readonly name: string;
  readonly title: string;
  readonly doc: string;
  /** Name to save it under: `mnist-initializers.initscope.yaml`. */
  readonly fileName: string;
  /** Name in the registry of datasets. */
  readonly dataset: string;
  readonly needs: TemplateNeeds;
  /** The config, comments and all. */
  readonly text: string;
}

const EXTENSION = '.initscope.yaml';
const FIRST = ['mnist-initializers', 'minimal'];

/** Every file of `examples/`; title and documentation are its opening comment. */
export const templates: readonly Template[] = Object.entries(EXAMPLES)
  .map(([fileName, text]) => ({
    name: fileName.slice(0, -EXTENSION.length),
    ...openingComment(text),
    fileName,
    dataset: FACTS[fileName]?.dataset ?? '',
    needs: needsOf(FACTS[fileName]),
    text,
  }))
  .sort((a, b) => rank(a) - rank(b));

function needsOf(facts: ExampleFacts | undefined): TemplateNeeds {
  if (facts?.transfers === true) return 'run';
  return findDataset(facts?.dataset ?? '')?.kind === 'remote' ? 'dataset' : 'nothing';
}

/** Of all examples, also those in series: `mnist-initializers`, `activation-zoo/relu`. */
export const exampleNames: readonly string[] = [...Object.keys(EXAMPLES), ...Object.keys(SERIES)].map(
  (file) => file.slice(0, -EXTENSION.length),
);

/** Text of an example, also of one in a series, by its name: `activation-zoo/relu`. */
export const exampleText = (name: string): string | undefined =>
  EXAMPLES[`${name}${EXTENSION}`] ?? SERIES[`${name}${EXTENSION}`];

export const findTemplate = (name: string): Template | undefined =>
  templates.find((template) => template.name === name);

/** Title and documentation of a config: its first lines. */
export function openingComment(text: string): { title: string; doc: string } {
  const lines = text.split('\n');
  const end = lines.findIndex((line) => !line.startsWith('#'));
  const [title = '', ...doc] = lines.slice(0, end).map((line) => line.replace(/^# ?/, ''));
  return { title, doc: doc.join(' ') };
}

function rank({ name }: Template): number {
  const place = FIRST.indexOf(name);
  return place < 0 ? FIRST.length : place;
}
