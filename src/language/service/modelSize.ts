import { optimizers } from '../../nn/optimizers/registry';
import type { Optimizer } from '../../nn/optimizers/optimizer';
import { trainedWeightsOf, weightsOf } from '../../nn/model';
import { sizeOf } from '../../nn/shape';
import type { Outline } from '../../experiment/parse';
import { count, significant } from '../numbers';

const FLOAT = 4;

const registry: Readonly<Record<string, Optimizer>> = optimizers;

/** `203,530 parameters · 3.3 MB in training`; undefined while the model is not valid. */
export function modelSizeText({ resolved: { model, training } }: Outline): string | undefined {
  if (model === undefined) return undefined;
  const sizes = (weights: ReturnType<typeof weightsOf>): number =>
    weights.reduce((sum, { spec }) => sum + sizeOf(spec.shape), 0);
  const [parameters, trained] = [sizes(weightsOf(model)), sizes(trainedWeightsOf(model))];
  const frozen = trained < parameters ? `, ${count(parameters - trained)} of them frozen` : '';
  const known = `${count(parameters)} parameters${frozen}`;
  if (training === undefined) return known;
  const { optimizer, batchSize } = training;
  const slots = Object.keys(registry[optimizer.name]?.slots(optimizer.parameters) ?? {}).length;
  // kept for the way back: the input and every layer's values, before and after its activation
  const perSample = model.layers.reduce(
    (sum, { outputShape, activation }) => sum + sizeOf(outputShape) * (activation ? 2 : 1),
    sizeOf(model.inputShape),
  );
  const bytes = FLOAT * (parameters + trained * (1 + slots) + batchSize * perSample);
  return `${known} · about ${byteText(bytes)} per trial in training`;
}

const byteText = (bytes: number): string =>
  bytes >= 1e9
    ? `${significant(bytes / 1e9)} GB`
    : bytes >= 1e6
      ? `${significant(bytes / 1e6)} MB`
      : `${significant(bytes / 1e3)} kB`;
