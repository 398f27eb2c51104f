import { initializerItem } from '../../../experiment/schema/initializers';
import { t } from '../../../shared/l10n';
import type { Prediction } from '../../../theory/prediction';
import { significant } from '../../numbers';
import { predictedVerdict } from '../../verdict';
import { entryDoc } from '../completion/documentation';
import { predictionOf } from '../predictions';
import { spreadText } from '../spread';
import type { ConfigState } from '../state';
import { nothingDrawnText } from '../takenOver';
import { barChart } from './picture';
import { markdownTable } from './table';

const MOST_LAYERS = 24;

/** Formula and source of an initializer; what it means for each layer of this model, with a picture. */
export function initializerHover(state: ConfigState, index: number, name: string): string {
  const entry = initializerItem.entries[name];
  return [...(entry === undefined ? [] : [entryDoc(entry)]), ...drawnIn(state, index)].join('\n\n---\n\n');
}

/** What it means for the layers of the model that are drawn. */
function drawnIn(state: ConfigState, index: number): string[] {
  const nothing = nothingDrawnText(state.document.outline);
  if (nothing !== undefined) return [t('**In this model** {0}.', nothing)];
  const prediction = predictionOf(state, index);
  return prediction === undefined ? [] : [inThisModel(state, index, prediction)];
}

function inThisModel({ document, lastGood }: ConfigState, index: number, prediction: Prediction): string {
  const { label } = document.outline.initializers[index] ?? {};
  const choice =
    document.outline.initializers[index]?.choice ??
    lastGood.outline.initializers.find((other) => other.label === label)?.choice;
  const kernels = prediction.layers.flatMap((layer) =>
    layer.weights ? [{ ...layer, weights: layer.weights }] : [],
  );
  const rows = kernels.map(({ name, weights, post, gradient }) => [
    `\`${name}\``,
    spreadText(weights, choice?.layers[name]?.kernel),
    `${weights.fanIn} → ${weights.fanOut}`,
    significant(post.variance),
    significant(gradient),
  ]);
  const left = rows.length - MOST_LAYERS;
  const reused = prediction.layers.filter((layer) => layer.reused).map(({ name }) => `\`${name}\``);
  const { initialLoss, chanceLoss } = prediction;
  return [
    t('**In this model:** {0}.', predictedVerdict(prediction)),
    t(
      'Variance of activations per layer: {0}',
      barChart(kernels.map(({ name, post }) => ({ name, value: post.variance }))),
    ),
    markdownTable(
      [t('layer'), t('weights'), t('fan in → out'), t('variance'), 'E[(∂L/∂h)²]'],
      rows.slice(0, MOST_LAYERS),
    ),
    ...(left > 0 ? [t('… and {0} more layers.', left)] : []),
    reused.length > 0
      ? t(
          'Not drawn but taken over: {0}. Such layers are taken to hand the signal on at its size.',
          reused.join(', '),
        )
      : t(
          'First loss: {0}; a network that knows nothing has {1}.',
          significant(initialLoss),
          significant(chanceLoss),
        ),
  ].join('\n\n');
}
