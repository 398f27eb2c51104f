import { headed } from './markdown';
import { acceptsKind } from './read';
import type {
  ChoiceEntry,
  ChoiceSchema,
  Described,
  Fields,
  FormsSchema,
  MapSchema,
  NumberSchema,
  Schema,
  StringSchema,
} from './schema';
import type { SyntaxNode } from './syntax';

type Json = Readonly<Record<string, unknown>>;
type Definitions = Map<string, Json>;

/**
 * The schema as JSON Schema draft-07, which editors read, with Markdown descriptions. Choices without siblings
 * become definitions named by their noun.
 */
export function toJsonSchema(schema: Schema, title: string): Json {
  const definitions: Definitions = new Map();
  const root = convert(schema, definitions);
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title,
    ...root,
    definitions: Object.fromEntries(definitions),
  };
}

const described = (about: Described): Json => ({
  description: [about.title, about.doc]
    .filter((part) => part !== undefined)
    .join('. ')
    .replaceAll('`', ''),
  markdownDescription: headed(about),
});

function convert(schema: Schema, definitions: Definitions): Json {
  const common = {
    ...described(schema),
    ...('default' in schema ? { default: schema.default } : {}),
  };
  return { ...common, ...body(schema, definitions) };
}

function body(schema: Schema, definitions: Definitions): Json {
  switch (schema.kind) {
    case 'boolean':
      return { type: 'boolean' };
    case 'number':
      return schema.orFalse ? { anyOf: [numeric(schema), { const: false }] } : numeric(schema);
    case 'string':
      return textual(schema);
    case 'enum':
      return names(schema.values);
    case 'list':
      return compact({
        type: 'array',
        items: convert(schema.item, definitions),
        minItems: schema.minItems,
        maxItems: schema.maxItems,
      });
    case 'object':
      return mapping(schema.fields, definitions);
    case 'map':
      return freeMapping(schema, definitions);
    case 'choice':
      return choice(schema, definitions);
    case 'forms':
      return { anyOf: alternatives(schema, definitions) };
  }
}

/** Keys that are offered, and any others. */
function freeMapping({ keys, value }: MapSchema, definitions: Definitions): Json {
  const additionalProperties = convert(value, definitions);
  if (keys === undefined) return { type: 'object', additionalProperties };
  const properties = Object.fromEntries(
    Object.entries(keys).map(([key, doc]) => [key, { ...additionalProperties, ...described({ doc }) }]),
  );
  return { type: 'object', properties, additionalProperties };
}

const compact = (json: Json): Json =>
  Object.fromEntries(Object.entries(json).filter(([, value]) => value !== undefined));

const numeric = ({ integer, min, max, above, below }: NumberSchema): Json =>
  compact({
    type: integer ? 'integer' : 'number',
    minimum: min,
    maximum: max,
    exclusiveMinimum: above,
    exclusiveMaximum: below,
  });

const textual = ({ minLength, pattern }: StringSchema): Json =>
  compact({ type: 'string', minLength, pattern: pattern && `^(?:${pattern.regex})$` });

const names = (docs: Readonly<Record<string, string>>): Json => ({
  type: 'string',
  enum: Object.keys(docs),
  markdownEnumDescriptions: Object.values(docs),
});

function mapping(fields: Fields, definitions: Definitions): Json {
  const all = Object.entries(fields);
  const required = all.filter(([, field]) => field.required).map(([name]) => name);
  return {
    type: 'object',
    properties: Object.fromEntries(all.map(([name, { schema }]) => [name, convert(schema, definitions)])),
    additionalProperties: false,
    ...(required.length === 0 ? {} : { required }),
  };
}

function choice(schema: ChoiceSchema, definitions: Definitions): Json {
  if (Object.keys(schema.siblings).length > 0) return { anyOf: choiceForms(schema, definitions) };
  if (!definitions.has(schema.noun)) {
    definitions.set(schema.noun, {});
    definitions.set(schema.noun, { anyOf: choiceForms(schema, definitions) });
  }
  return { allOf: [{ $ref: `#/definitions/${schema.noun}` }] };
}

const choiceForms = (schema: ChoiceSchema, definitions: Definitions): Json[] => [
  ...bareForms(schema),
  keyedForm(schema, definitions),
];

function bareForms({ entries, bare }: ChoiceSchema): Json[] {
  const complete = Object.entries(entries).filter(([, entry]) => standsAlone(entry));
  return [
    names(Object.fromEntries(complete.map(([name, entry]) => [name, headed(entry)]))),
    ...(bare === undefined ? [] : [{ type: 'string', pattern: bare.pattern }]),
  ];
}

const standsAlone = ({ parameters, content }: ChoiceEntry): boolean =>
  content === undefined && !Object.values(parameters).some(({ required }) => required);

function keyedForm({ entries, siblings }: ChoiceSchema, definitions: Definitions): Json {
  const chosen = Object.entries(entries).map(
    ([name, entry]) => [name, entryValue(entry, definitions)] as const,
  );
  const beside = mapping(siblings, definitions);
  return {
    ...beside,
    properties: { ...Object.fromEntries(chosen), ...(beside['properties'] as object) },
    oneOf: chosen.map(([name]) => ({ required: [name] })),
  };
}

function entryValue(entry: ChoiceEntry, definitions: Definitions): Json {
  if (entry.content !== undefined) return { ...convert(entry.content, definitions), ...described(entry) };
  const primary = entry.primary === undefined ? undefined : entry.parameters[entry.primary]?.schema;
  const values = [
    mapping(entry.parameters, definitions),
    ...(primary === undefined ? [] : [convert(primary, definitions)]),
    ...(standsAlone(entry) ? [{ type: 'null' }] : []),
  ];
  return { ...described(entry), anyOf: values };
}

/** Of two forms that could be a mapping only the first is, so the others are left without. */
function alternatives({ forms }: FormsSchema, definitions: Definitions): Json[] {
  const taken = (index: number, kind: SyntaxNode['kind']): boolean =>
    forms.slice(0, index).some((form) => acceptsKind(form, kind));
  return forms.flatMap((form, index) =>
    form.kind === 'choice' && taken(index, 'mapping') ? bareForms(form) : [convert(form, definitions)],
  );
}
