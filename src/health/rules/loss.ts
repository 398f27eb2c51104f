import { phrase } from '../../shared/phrase';
import { definePeerRule, defineTrialRule } from '../rule';
import { factor, patience, share } from '../fields';
import { percent, significant, times } from '../words';

export const lossNotDecreasing = defineTrialRule({
  title: 'Loss does not fall',
  doc: 'Training that works lowers the loss within the first steps. SageMaker compares the loss of single steps; those of minibatches differ by more than training gains, so this rule compares means over the steps between two probes or evaluations.',
  when: 'After `progress` of the updates, no mean training loss between two checks has been lower than the first by `decrease`.',
  advice:
    'See whether the gradient reaches the first layers (other findings tell); raise the learning rate, or change the initializer.',
  source: 'Amazon SageMaker Debugger, `LossNotDecreasing` (0.1 % over 10 steps)',
  severity: 'warning',
  action: 'note',
  parameters: {
    decrease: share('Share by which the mean training loss has to fall.', 0.01),
    progress: share('Share of the updates to be made by then.', 0.2),
  },
  check({ trainingLoss: { first, best, latest }, step, totalSteps }, { decrease, progress }) {
    if (first === undefined || best === undefined || latest === undefined || first === latest)
      return undefined;
    if (step < progress * totalSteps || best.value < (1 - decrease) * first.value) return undefined;
    return {
      message: phrase(
        'the training loss has not fallen by {0} in {1} updates: {2} in the beginning, {3} now',
        percent(decrease),
        step,
        significant(first.value),
        significant(latest.value),
      ),
      evidence: { tag: 'loss', value: latest.value, threshold: (1 - decrease) * first.value },
    };
  },
});

export const overfitting = defineTrialRule({
  title: 'Overfitting',
  doc: 'The network still gets better on the samples it trains on, and worse on those it does not. SageMaker compares the two losses; at low losses they differ by large factors without any harm, so this rule compares the validation loss with its own best, as early stopping does.',
  when: 'On `patience` evaluations in a row, the validation loss is above its best by more than `rise`, while the training loss has reached a new best since.',
  advice: 'Stop earlier, train on more samples, or add dropout or weight decay (adamw).',
  source:
    'Prechelt (1998), “Early Stopping – But When?”, generalisation loss; Amazon SageMaker Debugger, `Overfit` (0.1)',
  severity: 'info',
  action: 'note',
  parameters: {
    rise: share('Rise of the validation loss above its best, as a share of the best.', 0.1),
    patience: patience('evaluations', 2),
  },
  check({ validationLoss, trainingLoss, step }, { rise, patience: evaluations }) {
    const { best, latest } = validationLoss;
    if (best === undefined || latest?.step !== step || !trainingLoss.best) return undefined;
    const above = validationLoss.lately(evaluations, (value) => value > (1 + rise) * best.value);
    if (!above || trainingLoss.best.step <= best.step) return undefined;
    return {
      message: phrase(
        'the validation loss has risen by {0} since step {1} ({2} → {3}), while the training loss still falls',
        percent(latest.value / best.value - 1),
        best.step,
        significant(best.value),
        significant(latest.value),
      ),
      evidence: { tag: 'loss', value: latest.value, threshold: (1 + rise) * best.value },
    };
  },
});

export const stalled = definePeerRule({
  title: 'Stalled',
  doc: 'Training has come to rest while another initializer, on the same minibatches, is far ahead. By itself a loss that no longer falls may mean that all is learned; held against the others it tells.',
  when: 'The mean training loss has reached no new best (lower by 1 %) for `share` of all updates, and is above `factor` times the lowest of another initializer with the same seed at the same step.',
  advice: 'Compare gradients and dead units with those of the initializer that is ahead.',
  source: 'Amazon SageMaker Debugger, `LossNotDecreasing`, held against the other trials; not in SageMaker',
  severity: 'info',
  action: 'note',
  parameters: {
    share: share('Share of all updates without a new best.', 0.25),
    factor: factor('Multiple of the best loss of another initializer.', 2),
  },
  check({ best, latest }, others, { totalSteps }, parameters) {
    const waited = latest.step - best.step;
    if (waited < parameters.share * totalSteps) return undefined;
    const ahead = others.reduce<(typeof others)[number] | undefined>(
      (lowest, one) => (lowest === undefined || one.latest.value < lowest.latest.value ? one : lowest),
      undefined,
    );
    if (ahead === undefined || !(latest.value > parameters.factor * ahead.latest.value)) return undefined;
    return {
      message: phrase(
        'the training loss has not improved for {0} updates and is {1} that of {2} ({3} against {4})',
        waited,
        times(latest.value / ahead.latest.value),
        ahead.trial.initializer,
        significant(latest.value),
        significant(ahead.latest.value),
      ),
      evidence: { tag: 'loss', value: latest.value, threshold: parameters.factor * ahead.latest.value },
    };
  },
});
