/**
 * Checks of values that come from outside (a file, another process, a page) against the shape that the code relies
 * on. Unlike a config's schema (`src/schema`) they stop at the first misfit: whoever wrote the value is a program.
 */

/** Where a value lies: the whole it belongs to, and the way to it, empty for the whole itself. */
interface Place {
  readonly whole: string;
  readonly way: string;
}

/** Says what is wrong with a value, in one sentence, or undefined when nothing is. */
export type Check = (value: unknown, place: Place) => string | undefined;

/** @param whole how messages call the value: `run.json` */
export const problemOf = (check: Check, value: unknown, whole: string): string | undefined =>
  check(value, { whole, way: '' });

export const misfit = (value: unknown, place: Place, expected: string): string =>
  `\`${place.way === '' ? place.whole : place.way}\` is ${shown(value)}, expected ${expected}`;

export const is =
  (type: 'string' | 'number' | 'boolean'): Check =>
  (value, place) =>
    typeof value === type ? undefined : misfit(value, place, `a ${type}`);

export const oneOf =
  (allowed: readonly (string | number)[]): Check =>
  (value, place) =>
    allowed.includes(value as string | number)
      ? undefined
      : misfit(value, place, `one of ${allowed.join(', ')}`);

export const listOf =
  (item: Check): Check =>
  (value, place) =>
    Array.isArray(value)
      ? first(value, (element, i) => item(element, { ...place, way: `${place.way}[${i}]` }))
      : misfit(value, place, 'a list');

/** A map of values that have all one shape. */
export const mapOf =
  (item: Check): Check =>
  (value, place) =>
    isRecord(value)
      ? first(Object.entries(value), ([key, element]) => item(element, inside(place, key)))
      : misfit(value, place, 'an object');

/** Fields that are not named may be there: a newer version may have more. */
export const fields =
  (checks: Readonly<Record<string, Check>>): Check =>
  (value, place) =>
    isRecord(value)
      ? first(Object.entries(checks), ([key, check]) =>
          check(Object.hasOwn(value, key) ? value[key] : undefined, inside(place, key)),
        )
      : misfit(value, place, 'an object');

/** May be left out. */
export const maybe =
  (check: Check): Check =>
  (value, place) =>
    value === undefined ? undefined : check(value, place);

/** One of several shapes, told apart by the text in a field. */
export const variants = (shapes: Readonly<Record<string, Check>>, field = 'type'): Check => {
  const named = fields({ [field]: oneOf(Object.keys(shapes)) });
  return (value, place) =>
    named(value, place) ?? shapes[(value as Readonly<Record<string, string>>)[field] ?? '']?.(value, place);
};

/** Typed arrays of one length, by field. */
export const columns = (kinds: Readonly<Record<string, TypedArrayKind>>): Check => {
  const each = fields(
    Object.fromEntries(Object.entries(kinds).map(([key, kind]): [string, Check] => [key, typed(kind)])),
  );
  return (value, place) => {
    const problem = each(value, place);
    if (problem !== undefined) return problem;
    const lengths = Object.keys(kinds).map(
      (key) => (value as Record<string, ArrayLike<number>>)[key]?.length,
    );
    return new Set(lengths).size <= 1 ? undefined : misfit(lengths, place, 'columns of one length');
  };
};

type TypedArrayKind =
  | Float32ArrayConstructor
  | Float64ArrayConstructor
  | Uint8ArrayConstructor
  | Uint32ArrayConstructor
  | Int32ArrayConstructor;

/** A typed array of one of these kinds. */
export const typed =
  (...kinds: readonly TypedArrayKind[]): Check =>
  (value, place) =>
    kinds.some((kind) => value instanceof kind)
      ? undefined
      : misfit(value, place, `a ${kinds.map(({ name }) => name).join(' or ')}`);

/** All of several checks of one value. */
export const all =
  (...checks: readonly Check[]): Check =>
  (value, place) =>
    first(checks, (check) => check(value, place));

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const inside = ({ whole, way }: Place, key: string): Place => ({
  whole,
  way: way === '' ? key : `${way}.${key}`,
});

function first<T>(
  items: readonly T[],
  problem: (item: T, index: number) => string | undefined,
): string | undefined {
  for (const [index, item] of items.entries()) {
    const found = problem(item, index);
    if (found !== undefined) return found;
  }
  return undefined;
}

const shown = (value: unknown): string => {
  if (value === undefined) return 'missing';
  try {
    // JSON knows no bigint and no cycles, and says nothing of a function
    const text = JSON.stringify(value) as string | undefined;
    return (text ?? typeof value).slice(0, 60);
  } catch {
    return typeof value;
  }
};
