import { t } from '../../shared/l10n';
import { significant } from '../numbers';
import { backwardChain, forwardChain, isAlive } from './chain';
import { fittedKernels, fittingInitializer, proposalText, typical } from './fit';
import { defineRule } from './rule';
import { judgeExploding, judgeVanishing } from './signal';

/** How far off σ_w² may be without a word. */
const TOO_SMALL = 0.7;
const TOO_LARGE = 1.5;

export const gainMismatch = defineRule({
  title: 'Initializer does not fit the activation',
  doc: 'An activation loses part of the signal, and the scale of the weights should make up for it: ReLU keeps half, so that weights want σ_w² = n_in Var W = 2 (He); tanh is linear near 0 and wants 1 (Glorot); SELU wants 1 (LeCun), GELU 2.35, Swish 2.81.',
  when: 'Hint when σ_w², averaged over the layers behind an activation, is below 0.7 or above 1.5 times what keeps the second moment at 1, and the signal neither vanishes nor explodes yet at this depth.',
  source: 'He et al. (2015), eq. 10; PyTorch `calculate_gain`',
  about: 'initializer',
  remedies: ['fittingInitializer', 'criticalScale'],
  check(subject) {
    const { prediction } = subject;
    const kernels = fittedKernels(subject);
    const example = typical(kernels);
    if (example === undefined || !isAlive(prediction)) return undefined;
    const chains = [forwardChain(prediction), backwardChain(prediction)];
    if (chains.some((chain) => judgeVanishing(chain) ?? judgeExploding(chain))) return undefined;
    const ratio = (bound: 'low' | 'high'): number =>
      Math.exp(
        kernels.reduce((sum, { scale, wanted }) => sum + Math.log(scale / wanted[bound]), 0) / kernels.length,
      );
    if (!(ratio('low') < TOO_SMALL) && !(ratio('high') > TOO_LARGE)) return undefined;
    const { activation, scale, wanted, layer } = example;
    return {
      consequence: 'hint',
      message: t(
        'does not fit {0}: σ_w² is {1} at {2}, where {0} asks for {3} ({4})',
        activation.name,
        significant(scale),
        layer.name,
        significant(wanted.target),
        proposalText(fittingInitializer(example)),
      ),
    };
  },
});
