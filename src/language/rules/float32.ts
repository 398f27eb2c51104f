import { t } from '../../shared/l10n';
import { isAlive, isPartlyReused } from './chain';
import { defineRule } from './rule';

export const float32Range = defineRule({
  title: 'Outside the range of float32',
  doc: 'Networks compute with 32-bit numbers: from 1.2e-38, below which digits are lost, to 3.4e38, above which there is only infinity. Once a layer leaves that range, the loss is NaN or the layers behind it get nothing.',
  when: 'Error when the root mean square activation or gradient of a layer is predicted outside that range.',
  source: 'IEEE 754-2019, binary32',
  about: 'initializer',
  remedies: ['fittingInitializer', 'criticalScale', 'batchNorm'],
  check({ prediction }) {
    if (!isAlive(prediction) || isPartlyReused(prediction)) return undefined;
    const { forward, backward } = prediction.float32;
    const leaving = forward ?? backward;
    if (leaving === undefined) return undefined;
    const what = forward ? t('activations') : t('gradients');
    const { layer, kind } = leaving;
    const index = prediction.layers.findIndex(({ name }) => name === layer) + 1;
    const values = [what, layer, index, prediction.layers.length];
    return {
      consequence: 'error',
      message:
        kind === 'overflow'
          ? t('{0} overflow float32 at {1}, layer {2} of {3}: the loss is NaN from the first step', ...values)
          : t('{0} underflow float32 at {1}, layer {2} of {3}: what lies behind gets nothing', ...values),
    };
  },
});
