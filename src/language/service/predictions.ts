import type { LayerPrediction, Prediction } from '../../theory/prediction';
import type { Analysis } from '../analysis';
import type { ConfigState } from './state';

/** The prediction of an initializer; the last good one, by its label, while the config has a mistake. */
export function predictionOf(
  { document, analysis, lastGood }: ConfigState,
  index: number,
): Prediction | undefined {
  const { initializers } = document.outline;
  const current = analysis.predictions[index];
  if (current !== undefined) return current;
  const label = initializers[index]?.label;
  const before = lastGood.outline.initializers.findIndex(
    (other) => label !== undefined && other.label === label,
  );
  return lastGood.predictions[before];
}

/** What every valid initializer makes of a layer, by label. */
export function layerUnderEach(
  { analysis, lastGood }: ConfigState,
  name: string,
): readonly { readonly label: string; readonly layer: LayerPrediction }[] {
  const source: Analysis = analysis.predictions.some((one) => one !== undefined) ? analysis : lastGood;
  return source.outline.initializers.flatMap(({ label }, index) => {
    const layer = source.predictions[index]?.layers.find((other) => other.name === name);
    return layer && label !== undefined ? [{ label, layer }] : [];
  });
}
