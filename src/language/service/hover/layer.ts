import { layerChoice } from '../../../experiment/schema/model';
import { formatShape, sizeOf } from '../../../nn/shape';
import { t } from '../../../shared/l10n';
import { formatCount } from '../../../shared/figures';
import { percent, significant } from '../../numbers';
import { entryDoc } from '../completion/documentation';
import { layerUnderEach } from '../predictions';
import type { ConfigState } from '../state';
import { takenOverText } from '../takenOver';
import { markdownTable } from './table';

/** Shapes, parameters and fans of a layer; what is predicted of it under each initializer. */
export function layerHover(state: ConfigState, index: number, type: string): string {
  const entry = layerChoice.entries[type];
  const outline = state.document.outline.layers[index];
  const { name, inputShape, outputShape, weights = [] } = outline ?? {};
  const parameters = weights.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
  const fans = weights.find(({ init }) => init.kind === 'kernel')?.fans;
  const facts = [
    inputShape && outputShape ? `${formatShape(inputShape)} → ${formatShape(outputShape)}` : undefined,
    parameters > 0 ? t('{0} parameters', formatCount(parameters)) : undefined,
    fans && t('fan-in {0}, fan-out {1}', formatCount(fans.fanIn), formatCount(fans.fanOut)),
  ].filter((fact) => fact !== undefined);
  const takenOver = name === undefined ? undefined : takenOverText(state.document.outline, name);
  const isFrozen = state.document.outline.resolved.model?.layers[index]?.frozen === true;
  const under = name === undefined || takenOver !== undefined ? [] : layerUnderEach(state, name);
  return [
    ...(entry === undefined ? [] : [entryDoc(entry)]),
    ...(facts.length === 0 ? [] : [`\`${name ?? type}\`: ${facts.join(' · ')}`]),
    ...(takenOver === undefined ? [] : [takenOver]),
    ...(isFrozen ? [t('It is frozen: training leaves it as it is.')] : []),
    ...(under.length === 0 ? [] : [predictions(under)]),
  ].join('\n\n');
}

const predictions = (under: ReturnType<typeof layerUnderEach>): string =>
  markdownTable(
    [t('predicted'), t('E[h²] before'), t('E[a²] after'), 'E[(∂L/∂h)²]', t('dead'), t('saturated')],
    under.map(({ label, layer: { pre, post, gradient, activity } }) => [
      label,
      significant(pre.secondMoment),
      significant(post.secondMoment),
      significant(gradient),
      activity?.dead === undefined ? '–' : percent(activity.dead),
      activity?.saturated === undefined ? '–' : percent(activity.saturated),
    ]),
  );
