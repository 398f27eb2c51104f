import { experimentSchema } from '../../../../src/experiment/schema/experiment';
import type { ChoiceEntries, Schema } from '../../../../src/schema/schema';

/** A place where a value may stand: the keys that lead there, 0 for an item of a list, and what it may be. */
export interface ValuePlace {
  readonly path: readonly (string | 0)[];
  readonly schema: Schema;
}

/** All places of a config, each part of the schema that is used in several of them once for each; nesting ends where it repeats. */
export function valuePlaces(
  schema: Schema = experimentSchema,
  path: ValuePlace['path'] = [],
  above: readonly Schema[] = [],
): readonly ValuePlace[] {
  if (above.includes(schema)) return [];
  const within = (inner: Schema, ...steps: ValuePlace['path']): readonly ValuePlace[] =>
    valuePlaces(inner, [...path, ...steps], [...above, schema]);
  return [{ path, schema }, ...partsOf(schema, within)];
}

const withoutParameters = (entries: ChoiceEntries): ChoiceEntries =>
  Object.fromEntries(
    Object.entries(entries).map(([name, entry]) => [name, { doc: entry.doc, parameters: {} }]),
  );

type Within = (inner: Schema, ...steps: ValuePlace['path']) => readonly ValuePlace[];

function partsOf(schema: Schema, within: Within): readonly ValuePlace[] {
  switch (schema.kind) {
    case 'object':
      return Object.entries(schema.fields).flatMap(([key, field]) => within(field.schema, key));
    case 'list':
      return within(schema.item, 0);
    case 'map':
      return within(schema.value, 'dense_1');
    case 'forms':
      // a choice beside a mapping with keys of its own is written as a bare name
      return schema.forms.flatMap((form, i) =>
        form.kind === 'choice' && schema.forms.slice(0, i).some(({ kind }) => kind === 'object')
          ? within({ ...form, entries: withoutParameters(form.entries) })
          : within(form),
      );
    case 'choice':
      return Object.entries(schema.entries).flatMap(([name, { content, parameters }]) =>
        content
          ? within(content, name)
          : Object.entries(parameters).flatMap(([key, field]) => within(field.schema, name, key)),
      );
    default:
      return [];
  }
}

const writers = {
  /** `training: { optimizer: { adam: { beta1: | } } }` */
  flow: (path: ValuePlace['path'], value: string): string => {
    const inner = path
      .slice(1)
      .reduceRight<string>((text, step) => (step === 0 ? `[ ${text} ]` : `{ ${step}: ${text} }`), value);
    return `${path[0] ?? ''}: ${inner}\n`;
  },
  /** Every key and item on a line of its own. */
  block: (path: ValuePlace['path'], value: string): string => {
    const lines = path.map((step, depth) => `${'  '.repeat(depth)}${step === 0 ? '-' : `${step}:`}`);
    return `${lines.join('\n')} ${value}\n`;
  },
  json: (path: ValuePlace['path'], value: string): string =>
    path.reduceRight<string>(
      (text, step) => (step === 0 ? `[${text}]` : `{ "${step}": ${text} }`),
      `"${value}"`,
    ),
} as const;

/** Ways to write a place, with a value there. */
export const WRITINGS = Object.entries(writers);

export const titleOf = ({ path, schema }: ValuePlace): string => `${path.join('.')} (${schema.kind})`;
