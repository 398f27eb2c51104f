import type { Fields, InferFields } from '../schema/schema';
import type { DatasetDescription } from './dataset';
import type { RawSamples } from './raw';

/** What an entry says of its dataset; name and title come from the registry. */
export type DatasetFacts = Omit<DatasetDescription, 'name' | 'title'>;

/** A file on the network. `sha256` is that of the file as served, `bytes` its exact length. */
export interface RemoteFile {
  readonly name: string;
  readonly address: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** Parameters once validated, defaults filled in. */
export type Parameters = Readonly<Record<string, unknown>>;

interface CommonEntry<P> {
  readonly title: string;
  readonly doc: string;
  readonly parameters: Fields;
  describe(parameters: P): DatasetFacts;
}

/** Ships with InitScope: a folder of IDX files below the media folder. */
export interface EmbeddedEntry<P = Parameters> extends CommonEntry<P> {
  readonly kind: 'embedded';
  readonly folder: string;
}

/** Fetched once, on the user's request, into `<cache folder>/<registry name>/`. */
export interface RemoteEntry<P = Parameters> extends CommonEntry<P> {
  readonly kind: 'remote';
  readonly files: readonly RemoteFile[];
}

/** Computed from its parameters, which include the seed. */
export interface SyntheticEntry<P = Parameters> extends CommonEntry<P> {
  readonly kind: 'synthetic';
  generate(parameters: P): RawSamples;
}

/** One entry of the dataset registry: all that trainer, language server, CLI and docs know of it. */
export type DatasetEntry = EmbeddedEntry | RemoteEntry | SyntheticEntry;

/** Keeps the parameter types of an entry while it is written. */
export const defineSynthetic = <F extends Fields>(
  entry: SyntheticEntry<InferFields<F>> & { readonly parameters: F },
): SyntheticEntry<InferFields<F>> & { readonly parameters: F } => entry;

/** An entry's parameters with the defaults of those left out. */
export const withDefaults = (fields: Fields, parameters: Parameters): Parameters => {
  const defaults = Object.entries(fields).flatMap(([name, { schema }]) =>
    'default' in schema ? [[name, schema.default] as const] : [],
  );
  return { ...Object.fromEntries(defaults), ...parameters };
};
