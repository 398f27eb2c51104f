/**
 * A description of configuration values as plain data. One description is the source of the TypeScript type
 * (`Infer`), the defaults, the validation, the JSON Schema, the reference docs and the editor's completion.
 */

interface Common {
  /** One or two sentences for hovers, completion and the reference docs (Markdown). */
  readonly doc: string;
  /** What it is called where people read of it, for what has a name of its own besides its key: `He normal`. */
  readonly title?: string;
}

/** What a person is told of a value: `title` and `doc`. */
export type Described = Pick<Common, 'doc' | 'title'>;

export interface BooleanSchema extends Common {
  readonly kind: 'boolean';
  readonly default?: boolean;
}

export interface NumberSchema extends Common {
  readonly kind: 'number';
  readonly integer: boolean;
  readonly default?: number;
  readonly min?: number;
  readonly max?: number;
  /** The bound itself is excluded. */
  readonly above?: number;
  readonly below?: number;
  /** Physical or counting unit, e.g. `samples`, `steps`. */
  readonly unit?: string;
  /** `false` may be written for 0, where 0 switches something off. */
  readonly orFalse?: true;
}

export interface StringSchema extends Common {
  readonly kind: 'string';
  readonly default?: string;
  readonly minLength?: number;
  /** A regular expression that the whole text matches, and what it asks for in words. */
  readonly pattern?: { readonly regex: string; readonly expected: string };
  /** What the text names, to be offered by completion. */
  readonly names?: 'layers';
}

export interface EnumSchema<V extends string = string> extends Common {
  readonly kind: 'enum';
  /** Each value with its one-line documentation, in the order to offer them. */
  readonly values: Readonly<Record<V, string>>;
  readonly default?: V;
}

export interface ListSchema<S extends Schema = Schema> extends Common {
  readonly kind: 'list';
  readonly item: S;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly default?: readonly unknown[];
}

export interface Field<S extends Schema = Schema, R extends boolean = boolean> {
  readonly schema: S;
  readonly required: R;
}

export type Fields = Readonly<Record<string, Field>>;

export interface ObjectSchema<F extends Fields = Fields> extends Common {
  readonly kind: 'object';
  readonly fields: F;
  /** Left out altogether, the mapping stands with all of its defaults; for mappings without required keys. */
  readonly default?: Readonly<Record<string, never>>;
}

/** A mapping with free keys, e.g. layer pattern → initializer. */
export interface MapSchema<S extends Schema = Schema> extends Common {
  readonly kind: 'map';
  readonly keyDoc: string;
  /** Keys to offer, each with its documentation; others may be given too. */
  readonly keys?: Readonly<Record<string, string>>;
  readonly value: S;
}

/**
 * A choice of one named entry of a registry with its parameters. Written as the bare name (`heNormal`), as a
 * one-key mapping (`randomNormal: { stddev: 0.01 }`) or, where the entry names a `primary` parameter, as
 * `dense: 256`. `siblings` are further keys allowed beside that one key (`label`).
 */
export interface ChoiceSchema<
  E extends ChoiceEntries = ChoiceEntries,
  F extends Fields = Fields,
> extends Common {
  readonly kind: 'choice';
  /** What an entry is called in messages: `initializer`, `layer`, `optimizer`. */
  readonly noun: string;
  readonly entries: E;
  readonly siblings: F;
  readonly default?: string;
  /** A bare text that names no entry but matches `pattern` is the primary parameter of this entry (a path). */
  readonly bare?: { readonly entry: string; readonly pattern: string; readonly noun: string };
}

export interface ChoiceEntry<F extends Fields = Fields> extends Common {
  readonly parameters: F;
  /** Parameter that a bare value stands for: `dense: 256` = `dense: { units: 256 }`. */
  readonly primary?: string;
  /** Describes the value as a whole, in place of `parameters`, e.g. a map from layer patterns. */
  readonly content?: Schema;
}

export type ChoiceEntries = Readonly<Record<string, ChoiceEntry>>;

/**
 * One of several forms told apart by their YAML node kind (scalar, sequence, mapping), scalars as a number or not; at
 * most one of each.
 */
export interface FormsSchema<S extends readonly Schema[] = readonly Schema[]> extends Common {
  readonly kind: 'forms';
  readonly forms: S;
}

export type Schema =
  | BooleanSchema
  | NumberSchema
  | StringSchema
  | EnumSchema
  | ListSchema
  | ObjectSchema
  | MapSchema
  | ChoiceSchema
  | FormsSchema;

/**
 * The TypeScript type of a mapping with these fields, defaults filled in; any mapping while the fields are not known.
 */
export type InferFields<F extends Fields> = string extends keyof F
  ? Readonly<Record<string, unknown>>
  : InferKnownFields<F>;

type InferKnownFields<F extends Fields> = {
  readonly [
    K in keyof F as F[K]['required'] extends true
      ? K
      : F[K]['schema'] extends { default: unknown }
        ? K
        : never
  ]: Infer<F[K]['schema']>;
} & {
  readonly [
    K in keyof F as F[K]['required'] extends true
      ? never
      : F[K]['schema'] extends { default: unknown }
        ? never
        : K
  ]?: Infer<F[K]['schema']>;
};

type InferChoice<E extends ChoiceEntries, F extends Fields> = {
  [K in keyof E]: {
    readonly type: K;
    readonly parameters: E[K] extends { readonly content: infer C extends Schema }
      ? Infer<C>
      : InferFields<E[K]['parameters']>;
  } & InferKnownFields<F>;
}[keyof E];

/** The TypeScript type of a value that the schema accepts, after defaults are filled in. */
export type Infer<S extends Schema> = Schema extends S ? unknown : InferKnown<S>;

type InferKnown<S extends Schema> = S extends BooleanSchema
  ? boolean
  : S extends NumberSchema
    ? number
    : S extends StringSchema
      ? string
      : S extends { readonly kind: 'enum'; readonly values: Readonly<Record<infer V, string>> }
        ? V
        : S extends ListSchema<infer I>
          ? readonly Infer<I>[]
          : S extends ObjectSchema<infer F>
            ? InferFields<F>
            : S extends MapSchema<infer V>
              ? Readonly<Record<string, Infer<V>>>
              : S extends ChoiceSchema<infer E, infer F>
                ? InferChoice<E, F>
                : S extends FormsSchema<infer L>
                  ? Infer<L[number]>
                  : never;

export const boolean = <const O extends Omit<BooleanSchema, 'kind'>>(o: O): O & { kind: 'boolean' } => ({
  kind: 'boolean',
  ...o,
});

export const number = <const O extends Omit<NumberSchema, 'kind' | 'integer'>>(
  o: O,
): O & { kind: 'number'; integer: false } => ({
  kind: 'number',
  integer: false,
  ...o,
});

export const integer = <const O extends Omit<NumberSchema, 'kind' | 'integer'>>(
  o: O,
): O & { kind: 'number'; integer: true } => ({
  kind: 'number',
  integer: true,
  ...o,
});

export const string = <const O extends Omit<StringSchema, 'kind'>>(o: O): O & { kind: 'string' } => ({
  kind: 'string',
  ...o,
});

export const enumeration = <
  const V extends Readonly<Record<string, string>>,
  const O extends Omit<EnumSchema<keyof V & string>, 'kind' | 'values'>,
>(
  values: V,
  o: O,
): O & { kind: 'enum'; values: V } => ({ kind: 'enum', values, ...o });

export const list = <S extends Schema, const O extends Omit<ListSchema, 'kind' | 'item'>>(
  item: S,
  o: O,
): O & { kind: 'list'; item: S } => ({
  kind: 'list',
  item,
  ...o,
});

export const object = <
  F extends Fields,
  const O extends Common & { default?: Readonly<Record<string, never>> },
>(
  fields: F,
  o: O,
): O & ObjectSchema<F> => ({ kind: 'object', fields, ...o });

export const map = <S extends Schema>(
  value: S,
  o: Common & Pick<MapSchema, 'keyDoc' | 'keys'>,
): MapSchema<S> => ({
  kind: 'map',
  value,
  ...o,
});

export const choice = <
  E extends ChoiceEntries,
  F extends Fields,
  const O extends Common & Pick<ChoiceSchema, 'noun' | 'default' | 'bare'>,
>(
  entries: E,
  siblings: F,
  o: O,
): O & ChoiceSchema<E, F> => ({ kind: 'choice', entries, siblings, ...o });

export const forms = <const S extends readonly Schema[]>(alternatives: S, o: Common): FormsSchema<S> => ({
  kind: 'forms',
  forms: alternatives,
  ...o,
});

export const required = <S extends Schema>(schema: S): Field<S, true> => ({ schema, required: true });

/** May be left out; the schema's default, where it has one, then stands in. */
export const optional = <S extends Schema>(schema: S): Field<S, false> => ({ schema, required: false });
