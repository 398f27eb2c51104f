import type { Experiment } from '../experiment';

/** A label made of a name and the parameters given, as `defaultLabel` writes it. */
const WITH_PARAMETERS = /^([^()]+)\((.+)\)$/;

/**
 * Calls each initializer by the same label at every point, so that its runs can be told to belong together: what is
 * swept is left out, `varianceScaling(scale=2, mode=fanIn)` becomes `varianceScaling(mode=fanIn)`.
 */
export function withCommonLabels(experiments: readonly Experiment[]): readonly Experiment[] {
  const count = experiments[0]?.initializers.length ?? 0;
  const labels: string[] = [];
  for (let place = 0; place < count; place++) {
    const common = commonLabel(experiments.map(({ initializers }) => initializers[place]?.label ?? ''));
    const label = common ?? `initializer ${place + 1}`;
    labels.push(labels.includes(label) ? `${label} (${place + 1})` : label);
  }
  return experiments.map((experiment) => ({
    ...experiment,
    initializers: experiment.initializers.map((choice, place) => ({
      ...choice,
      label: labels[place] ?? choice.label,
    })),
  }));
}

/** Undefined where not even the name is the same. */
function commonLabel(labels: readonly string[]): string | undefined {
  const [first = ''] = labels;
  if (labels.every((label) => label === first)) return first;
  const read = labels.map((label) => {
    const [, name = label, parameters] = WITH_PARAMETERS.exec(label) ?? [];
    return { name, parameters: parameters?.split(', ') ?? [] };
  });
  const [{ name, parameters } = { name: '', parameters: [] }] = read;
  if (read.some((other) => other.name !== name)) return undefined;
  const common = parameters.filter((given) => read.every((other) => other.parameters.includes(given)));
  return common.length === 0 ? name : `${name}(${common.join(', ')})`;
}
