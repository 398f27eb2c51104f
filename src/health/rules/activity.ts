import { phrase } from '../../shared/phrase';
import type { Phrase } from '../../shared/phrase';
import { defineTrialRule } from '../rule';
import type { Observation, TrialTelemetry } from '../rule';
import { patience, share } from '../fields';
import { percent } from '../words';
import { andOthers, largest, measuredNow } from '../worst';

export const deadUnits = defineTrialRule({
  title: 'Dead units',
  doc: 'A relu unit that is 0 on every sample passes no gradient and does not come back by itself. SageMaker counts values; a unit that is silent on half the samples is what relu is for, so this rule counts units that are silent on all of them.',
  when: 'On `patience` probes in a row, at least `share` of the units of a layer are 0 on the whole probe batch.',
  advice:
    'Use heNormal with zero or small positive biases, a lower learning rate, or an activation without a flat side (leakyRelu, elu).',
  source:
    'Amazon SageMaker Debugger, `DeadRelu` (layer threshold 50 %); Lu et al. (2019), “Dying ReLU and Initialization”, 1903.06733',
  severity: 'warning',
  action: 'note',
  parameters: {
    share: share('Share of a layer’s units.', 0.5),
    patience: patience('probes', 1),
  },
  check: (telemetry, parameters) =>
    crowded(telemetry, 'dead_fraction', parameters, (share, layer, others, born) =>
      phrase('{0} of the units of {1} are dead: 0 on every sample{2}{3}', share, layer, others, born),
    ),
});

export const saturatedUnits = defineTrialRule({
  title: 'Saturated units',
  doc: 'Where tanh or sigmoid is flat, its derivative is nearly 0 and gradients do not pass. SageMaker looks at inputs beyond ±9.5; learning is slow long before that, so this rule takes the bounds at which the output is within 5 to 10 % of its limits (docs/telemetry.md).',
  when: 'On `patience` probes in a row, at least `share` of the values of a layer lie beyond the bounds of its activation.',
  advice: 'Lower the scale of the weights (glorotUniform), standardise the inputs, or use batchNorm.',
  source:
    'Amazon SageMaker Debugger, `SaturatedActivation` (layer threshold 50 %); Glorot & Bengio (2010), §3',
  severity: 'warning',
  action: 'note',
  parameters: {
    share: share('Share of a layer’s values.', 0.5),
    patience: patience('probes', 1),
  },
  check: (telemetry, parameters) =>
    crowded(telemetry, 'saturated_fraction', parameters, (share, layer, others, born) =>
      phrase('{0} of the values of {1} are saturated{2}{3}', share, layer, others, born),
    ),
});

function crowded(
  telemetry: TrialTelemetry,
  statistic: 'dead_fraction' | 'saturated_fraction',
  parameters: { readonly share: number; readonly patience: number },
  tell: (share: string, layer: string, others: Phrase | '', born: Phrase | '') => Phrase,
): Observation | undefined {
  const found = measuredNow(telemetry, statistic).filter(({ track }) =>
    track.lately(parameters.patience, (value) => value >= parameters.share),
  );
  const worst = largest(found);
  if (worst === undefined) return undefined;
  const predicted = telemetry.predicted[worst.subject]?.[statistic] ?? undefined;
  const born = predicted === undefined ? '' : phrase('; predicted at birth: {0}', percent(predicted));
  return {
    layer: worst.layer,
    message: tell(percent(worst.value), worst.layer, andOthers(found.length), born),
    evidence: {
      tag: worst.tag,
      value: worst.value,
      threshold: parameters.share,
      ...(predicted !== undefined && { predicted }),
    },
  };
}
