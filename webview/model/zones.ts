import type { Activation, ActivationSpec } from '../../src/nn/activations/activation';
import { activations } from '../../src/nn/activations/registry';
import { t } from '../../src/shared/l10n';
import type { Zone } from './plot';

/** Inputs beyond which no activation changes any more in float32. */
const FAR = 100;

/** Where values mean silence or saturation, before the activation or after it. */
export function zonesOf(spec: ActivationSpec | undefined, where: 'before' | 'after'): readonly Zone[] {
  const entries: Readonly<Record<string, Activation>> = activations;
  const entry = spec === undefined ? undefined : entries[spec.name];
  if (spec === undefined || entry === undefined) return [];
  const zones: Zone[] = [];
  if (entry.canDie) zones.push({ name: t('silent'), from: -Infinity, to: 0 });
  if (entry.saturation !== undefined) {
    const { low, high } = entry.saturation;
    const place = (output: number): number =>
      where === 'after' ? output : inputOf((x) => entry.value(spec.parameters, x), output);
    zones.push({ name: t('saturated'), from: -Infinity, to: place(low) });
    zones.push({ name: t('saturated'), from: place(high), to: Infinity });
  }
  return zones;
}

/** The input of a rising function for an output, by bisection. */
function inputOf(value: (x: number) => number, output: number): number {
  let [low, high] = [-FAR, FAR];
  for (let round = 0; round < 60; round++) {
    const middle = (low + high) / 2;
    if (value(middle) < output) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
