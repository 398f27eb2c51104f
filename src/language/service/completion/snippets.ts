import type { ChoiceEntry, ChoiceSchema, Fields, Schema } from '../../../schema/schema';

/** How a completion is written where it is asked for. */
export interface Writing {
  /** Names and texts in double quotes, everything in brackets. */
  readonly json: boolean;
  /** No line breaks: within brackets, or JSON. */
  readonly flow: boolean;
}

/** Numbers the places that the Tab key visits. */
export interface TabStops {
  next(): number;
}

export function tabStops(): TabStops {
  let last = 0;
  return { next: () => ++last };
}

/** Literal text within a snippet. */
export const escaped = (text: string): string => text.replace(/[\\$}]/g, '\\$&');

/** A name or text as the file writes it: quoted where it has to be. */
export function scalarText(text: string, { json }: Pick<Writing, 'json'>): string {
  if (json) return JSON.stringify(text);
  const isPlain = /^[A-Za-z_./~][\w./~ @+=()-]*$/.test(text) && !/^(true|false|null|yes|no|~)$/i.test(text);
  return isPlain && text.trim() === text ? text : JSON.stringify(text);
}

export const keyText = (name: string, writing: Pick<Writing, 'json'>): string =>
  `${scalarText(name, writing)}: `;

/** A place to fill in, with the value that stands there at first. */
const stop = (stops: TabStops, value = ''): string =>
  value === '' ? `$${stops.next()}` : `\${${stops.next()}:${escaped(value)}}`;

/** A value in one line to start from, with its default where it has one. */
export function valueSnippet(schema: Schema, writing: Writing, stops: TabStops): string {
  switch (schema.kind) {
    case 'boolean':
      return stop(stops, String(schema.default ?? false));
    case 'number':
      return stop(stops, schema.default === undefined ? '' : String(schema.default));
    case 'string':
      return writing.json ? `"${stop(stops, schema.default)}"` : stop(stops, schema.default);
    case 'enum':
      return stop(stops, scalarText(schema.default ?? Object.keys(schema.values)[0] ?? '', writing));
    case 'list':
      return `[${valueSnippet(schema.item, writing, stops)}]`;
    case 'object':
      return fieldsSnippet(schema.fields, writing, stops);
    case 'map':
      return `{ ${keyText('*', writing)}${valueSnippet(schema.value, writing, stops)} }`;
    case 'choice':
      return stop(stops, scalarText(schema.default ?? Object.keys(schema.entries)[0] ?? '', writing));
    case 'forms': {
      const [first] = schema.forms;
      return first === undefined ? stop(stops) : valueSnippet(first, writing, stops);
    }
  }
}

/** `{ a: 1, b: 2 }` of the required keys, or of all where none is. */
export function fieldsSnippet(fields: Fields, writing: Writing, stops: TabStops): string {
  const all = Object.entries(fields);
  const required = all.filter(([, field]) => field.required);
  const own = all.filter(([, { schema }]) => 'default' in schema && schema.kind !== 'object');
  const shown = required.length > 0 ? required : own.length > 0 ? own : all.slice(0, 1);
  if (shown.length === 0) return '{}';
  const pairs = shown.map(
    ([name, { schema }]) => `${keyText(name, writing)}${valueSnippet(schema, writing, stops)}`,
  );
  return `{ ${pairs.join(', ')} }`;
}

/** Whether a choice of this entry is complete as its bare name. */
export const standsAlone = ({ parameters, content }: ChoiceEntry): boolean =>
  content === undefined && Object.values(parameters).every(({ required }) => !required);

/** What stands behind the name of an entry: its primary parameter, its parameters or its content. */
export function entryValueSnippet(entry: ChoiceEntry, writing: Writing, stops: TabStops): string {
  const { content, parameters, primary } = entry;
  if (content !== undefined) return valueSnippet(content, writing, stops);
  const schema = primary === undefined ? undefined : parameters[primary]?.schema;
  return schema === undefined
    ? fieldsSnippet(parameters, writing, stops)
    : valueSnippet(schema, writing, stops);
}

/** What a key of the mapping is followed by, on lines of its own where there is room. */
export function afterKey(schema: Schema, writing: Writing, stops: TabStops): string {
  if (writing.flow) return valueSnippet(schema, writing, stops);
  return blockSnippet(schema, writing, stops, '  ') ?? valueSnippet(schema, writing, stops);
}

function blockSnippet(schema: Schema, writing: Writing, stops: TabStops, indent: string): string | undefined {
  if (schema.kind === 'list' && isStructured(schema.item)) return `\n${indent}- ${stop(stops)}`;
  if (schema.kind === 'map') return `\n${indent}${stop(stops)}`;
  if (schema.kind !== 'object') return undefined;
  const required = Object.entries(schema.fields).filter(([, field]) => field.required);
  if (required.length === 0) return `\n${indent}${stop(stops)}`;
  return required
    .map(([name, field]) => {
      const inner = blockSnippet(field.schema, writing, stops, `${indent}  `);
      const value = inner ?? ` ${valueSnippet(field.schema, writing, stops)}`;
      return `\n${indent}${name}:${value}`;
    })
    .join('');
}

const isStructured = ({ kind }: Schema): boolean => kind === 'choice' || kind === 'object';

/** Whether the editor should go on to offer values behind a key. */
export const offersValues = (schema: Schema): schema is ChoiceSchema | Schema =>
  schema.kind === 'choice' ||
  schema.kind === 'enum' ||
  schema.kind === 'boolean' ||
  (schema.kind === 'forms' && schema.forms.some(offersValues));
