import type { ChoiceEntry, Fields, NumberSchema, Schema } from '../../../schema/schema';
import { keyText, scalarText, standsAlone } from '../completion/snippets';

/** A value that the schema accepts, in one line: what an incomplete config is filled up with. */
export function sampleText(schema: Schema, json: boolean): string {
  switch (schema.kind) {
    case 'boolean':
      return String(schema.default ?? false);
    case 'number':
      return String(schema.default ?? sampleNumber(schema));
    case 'string':
      return scalarText(schema.default ?? 'name', { json });
    case 'enum':
      return scalarText(schema.default ?? Object.keys(schema.values)[0] ?? '', { json });
    case 'list':
      return `[${sampleText(schema.item, json)}]`;
    case 'object':
      return sampleMapping(schema.fields, json);
    case 'map':
      return `{ ${keyText('*', { json })}${sampleText(schema.value, json)} }`;
    case 'choice': {
      const name = schema.default ?? Object.keys(schema.entries)[0] ?? '';
      const entry = schema.entries[name];
      return entry === undefined || standsAlone(entry)
        ? scalarText(name, { json })
        : `{ ${keyText(name, { json })}${sampleEntry(entry, json)} }`;
    }
    case 'forms': {
      const [first] = schema.forms;
      const simplest = schema.forms.find(({ kind }) => kind === 'choice') ?? first;
      return simplest === undefined ? 'null' : sampleText(simplest, json);
    }
  }
}

/** What the name of an entry has to be followed by. */
export function sampleEntry({ parameters, primary, content }: ChoiceEntry, json: boolean): string {
  if (content !== undefined) return sampleText(content, json);
  const schema = primary === undefined ? undefined : parameters[primary]?.schema;
  return schema === undefined ? sampleMapping(parameters, json) : sampleText(schema, json);
}

function sampleMapping(fields: Fields, json: boolean): string {
  const pairs = Object.entries(fields)
    .filter(([, { required }]) => required)
    .map(([name, { schema }]) => `${keyText(name, { json })}${sampleText(schema, json)}`);
  return pairs.length === 0 ? '{}' : `{ ${pairs.join(', ')} }`;
}

function sampleNumber({ integer, min, above, max, below }: NumberSchema): number {
  const wanted = integer ? 10 : 0.1;
  const least = min ?? above ?? -Infinity;
  const most = max ?? below ?? Infinity;
  return wanted > least && wanted < most ? wanted : Math.min(Math.max(wanted, least), most);
}
