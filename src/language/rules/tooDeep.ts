import { t } from '../../shared/l10n';
import type { Regime } from '../../theory/propagation';
import { significant } from '../numbers';
import { forwardChain, isAlive } from './chain';
import { defineRule } from './rule';
import { judgeExploding, judgeVanishing } from './signal';

/** Fewer hidden layers are never too deep. */
const SHALLOW = 3;

const REGIMES: Readonly<Record<Regime, string>> = {
  get ordered() {
    return t('ordered');
  },
  get critical() {
    return t('critical');
  },
  get chaotic() {
    return t('chaotic');
  },
};

export const tooDeep = defineRule({
  title: 'Deeper than signals reach',
  doc: 'Off the edge of chaos the correlation of two samples reaches its fixed point over ξ_c layers. Some 6 ξ_c layers on, the network cannot tell samples apart (ordered) or sees no likeness between similar ones (chaotic), and does not train.',
  when: 'Warning when there are more layers of a kind than 6 ξ_c, and neither the signal’s size nor symmetry gives a simpler reason.',
  source: 'Schoenholz et al. (2017), “Deep Information Propagation”, §5',
  about: 'initializer',
  remedies: ['fittingInitializer', 'criticalScale', 'batchNorm'],
  check({ prediction }) {
    const chain = forwardChain(prediction);
    if (!isAlive(prediction) || (judgeVanishing(chain) ?? judgeExploding(chain))) return undefined;
    const known = prediction.layers.flatMap(({ propagation }) => propagation ?? []);
    if (known.length < SHALLOW) return undefined;
    const middle = known[Math.floor(known.length / 2)];
    if (middle === undefined || !(known.length > middle.trainableDepth)) return undefined;
    const { chi, regime } = middle.fixedPoint;
    return {
      consequence: 'warning',
      message: t(
        'too deep: {0} hidden layers, but signals reach only about {1} (χ = {2}, {3})',
        known.length,
        significant(middle.trainableDepth, 2),
        significant(chi),
        REGIMES[regime],
      ),
    };
  },
});
