/**
 * How an initializer without a label is called: its name, and the parameters that the config gives, as written:
 * `randomNormal(stddev=0.01)`.
 */
export function defaultLabel(
  name: string,
  parameters: Readonly<Record<string, unknown>>,
  given: readonly string[],
): string {
  const shown = given
    .filter((key) => Object.hasOwn(parameters, key))
    .map((key) => `${key}=${String(parameters[key])}`);
  return shown.length === 0 ? name : `${name}(${shown.join(', ')})`;
}
