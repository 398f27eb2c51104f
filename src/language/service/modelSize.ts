import { optimizerOf } from '../../nn/optimizers/groups';
import { trainedWeightsOf, weightsOf } from '../../nn/model';
import { initialSlots } from '../../nn/state';
import { sizeOf } from '../../nn/shape';
import type { Outline } from '../../experiment/parse';
import { t } from '../../shared/l10n';
import { formatCount } from '../../shared/figures';
import { significant } from '../numbers';

const FLOAT = 4;

/** `203,530 parameters · 3.3 MB in training`; undefined while the model is not valid. */
export function modelSizeText({ resolved: { model, training } }: Outline): string | undefined {
  if (model === undefined) return undefined;
  const sizes = (weights: ReturnType<typeof weightsOf>): number =>
    weights.reduce((sum, { spec }) => sum + sizeOf(spec.shape), 0);
  const [parameters, trained] = [sizes(weightsOf(model)), sizes(trainedWeightsOf(model))];
  const known =
    trained < parameters
      ? t('{0} parameters, {1} of them frozen', formatCount(parameters), formatCount(parameters - trained))
      : t('{0} parameters', formatCount(parameters));
  if (training === undefined) return known;
  const slots = trainedWeightsOf(model)
    .flatMap(({ layer, spec }) => initialSlots(optimizerOf(training, layer.name), spec.shape))
    .reduce((sum, { shape }) => sum + sizeOf(shape), 0);
  // kept for the way back: the input and every layer's values, before and after its activation
  const perSample = model.layers.reduce(
    (sum, { outputShape, activation }) => sum + sizeOf(outputShape) * (activation ? 2 : 1),
    sizeOf(model.inputShape),
  );
  const bytes = FLOAT * (parameters + trained + slots + training.batchSize * perSample);
  return t('{0} · about {1} per trial in training', known, byteText(bytes));
}

const byteText = (bytes: number): string =>
  bytes >= 1e9
    ? `${significant(bytes / 1e9)} GB`
    : bytes >= 1e6
      ? `${significant(bytes / 1e6)} MB`
      : `${significant(bytes / 1e3)} kB`;
