import type { Outline } from '../../experiment/parse';
import { t } from '../../shared/l10n';
import { drawsAnything } from '../analysis';

/** That a layer begins with the weights of another network's; undefined for one that is drawn. */
export function takenOverText({ resolved: { transfer } }: Outline, layer: string): string | undefined {
  const there = transfer?.layers[layer];
  return transfer && there !== undefined
    ? t('It begins with the weights of `{0}` in `{1}`: no initializer draws it.', there, transfer.from)
    : undefined;
}

/** Why initializers have nothing to do; undefined where they have. */
export function nothingDrawnText({ resolved: { model, transfer } }: Outline): string | undefined {
  return model && transfer && !drawsAnything(model, new Set(Object.keys(transfer.layers)))
    ? t('nothing is drawn: all layers begin with weights of {0}', transfer.from)
    : undefined;
}
