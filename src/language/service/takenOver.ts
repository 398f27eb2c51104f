import type { Outline } from '../../experiment/parse';
import { drawsAnything } from '../analysis';

/** `begins with the weights of hidden1 in mnist-gradient-clipping`; undefined for a layer that is drawn. */
export function takenOverText({ resolved: { transfer } }: Outline, layer: string): string | undefined {
  const there = transfer?.layers[layer];
  return transfer && there !== undefined
    ? `begins with the weights of \`${there}\` in \`${transfer.from}\``
    : undefined;
}

/** Why initializers have nothing to do; undefined where they have. */
export function nothingDrawnText({ resolved: { model, transfer } }: Outline): string | undefined {
  return model && transfer && !drawsAnything(model, new Set(Object.keys(transfer.layers)))
    ? `nothing is drawn: all layers begin with weights of ${transfer.from}`
    : undefined;
}
