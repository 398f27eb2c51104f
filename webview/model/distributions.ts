import { parseTag } from '../../src/shared/tags';
import { t } from '../../src/shared/l10n';
import type { HistogramRequest } from '../contract';
import type { Histograms } from './histogramStore';
import type { Scene } from './scene';
import { pickedLayer, shownInitializers, shownSeeds } from './scene';

/** Something of a layer that has histograms: its activations, or one of its tensors. */
export interface Distributed {
  /** Without the layer's name, so that the choice holds for other layers: `activations`, `weights/kernel`. */
  readonly id: string;
  readonly title: string;
  readonly kind: string;
}

const TITLES: Readonly<Record<string, string>> = {
  get activations() {
    return t('Activations');
  },
  get pre_activations() {
    return t('Pre-activations');
  },
  get weights() {
    return t('Weights');
  },
  get gradients() {
    return t('Gradients');
  },
};
const ORDER = Object.keys(TITLES);

/** The layer's histograms of the first seed that is shown, of every initializer that is. */
export function neededHistograms(scene: Scene): HistogramRequest | undefined {
  const layer = pickedLayer(scene);
  const [seed] = shownSeeds(scene);
  if (layer === undefined || seed === undefined) return undefined;
  return { layer, trials: shownInitializers(scene).map((initializer) => ({ initializer, seed })) };
}

/** What the layer has histograms of; undefined while none have come in. */
export function distributedOf(scene: Scene): readonly Distributed[] | undefined {
  const needed = neededHistograms(scene);
  if (needed === undefined) return [];
  const { layer } = needed;
  const found = needed.trials.flatMap((trial) => scene.histograms.find(layer, trial) ?? []);
  if (found.length === 0) return undefined;
  const ids = new Set(found.flatMap((tags) => [...tags.keys()].map((tag) => idOf(tag, layer))));
  return [...ids]
    .map((id) => {
      const [kind = id, ...tensor] = id.split('/');
      return { id, kind, title: [TITLES[kind] ?? kind, ...tensor].join(', ') };
    })
    .sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind));
}

export function pickedDistributed(scene: Scene): Distributed | undefined {
  const all = distributedOf(scene) ?? [];
  return all.find(({ id }) => id === scene.state.distribution?.of) ?? all[0];
}

const NONE: Histograms = { steps: [], recorded: 0 };

/** Histograms of one initializer. */
export function histogramsOf(scene: Scene, initializer: string, { id }: Distributed): Histograms {
  const needed = neededHistograms(scene);
  const trial = needed?.trials.find((one) => one.initializer === initializer);
  if (needed === undefined || trial === undefined) return NONE;
  const tags = scene.histograms.find(needed.layer, trial);
  return [...(tags ?? [])].find(([tag]) => idOf(tag, needed.layer) === id)?.[1] ?? NONE;
}

function idOf(tag: string, layer: string): string {
  const { statistic, subject } = parseTag(tag);
  return `${statistic}${subject.slice(layer.length)}`;
}
