import { trainedAs } from '../../experiment/trained';
import type { ConfigState } from './state';

/**
 * What is trained under each initializer, to look results up by; as last known, by labels, while the config has a
 * mistake. Undefined for an entry that was never valid.
 */
export function trainedIn({ document, lastValid }: ConfigState): readonly (string | undefined)[] {
  const { initializers } = document.outline;
  const { dataset, model, training, transfer } = lastValid?.resolved ?? {};
  if (!dataset || !model || !training) return initializers.map(() => undefined);
  const nameOf = trainedAs({ dataset, model, training, transfer });
  const known = new Map(lastValid?.initializers.map(({ label, choice }) => [label, choice]));
  return initializers.map(({ label }) => {
    const choice = label === undefined ? undefined : known.get(label);
    return choice && nameOf(choice);
  });
}
