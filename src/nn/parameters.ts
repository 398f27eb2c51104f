import type { Fields, InferFields } from '../schema/schema';

/** A set of parameters as a config holds it, by name. */
export type Parameters = Readonly<Record<string, unknown>>;

/**
 * Views parameters that have passed validation as those of one registry entry.
 * The single place where the config's untyped values meet the entries' types.
 */
export const typed = <F extends Fields>(parameters: Parameters): InferFields<F> =>
  parameters as InferFields<F>;

/** The defaults of all parameters that have one. */
export function defaultParameters<F extends Fields>(fields: F): InferFields<F> {
  const defaults = Object.entries(fields).flatMap(([name, { schema }]) =>
    'default' in schema ? [[name, schema.default] as const] : [],
  );
  return typed<F>(Object.fromEntries(defaults));
}

/**
 * The entry of a registry that a validated config names.
 * @throws RangeError when there is none, which validation should have caught
 */
export function entryOf<E>(registry: Readonly<Record<string, E>>, noun: string, name: string): E {
  const entry = Object.hasOwn(registry, name) ? registry[name] : undefined;
  if (entry !== undefined) return entry;
  throw new RangeError(`no ${noun} is called "${name}"; there are ${Object.keys(registry).join(', ')}`);
}
