import { phrase } from '../../shared/phrase';
import { defineTrialRule } from '../rule';
import { patience, positive } from '../fields';
import { andOthers, hidden, measuredNow } from '../worst';

export const brokenSymmetry = defineTrialRule({
  title: 'Units stay identical',
  doc: 'Units of a layer that compute the same and are weighed alike get the same gradient, so no update tells them apart: the layer learns as if it had one unit. Zeros and every other constant do this.',
  when: 'On `patience` probes in a row, all units of a hidden layer have the same pre-activation on each sample: their variance over the units is at most `tolerance` times their second moment. Rounding makes units differ by about 1e-13 of it.',
  advice: 'Draw the weights at random: heNormal for relu, glorotUniform for tanh and sigmoid.',
  source: 'Goodfellow, Bengio & Courville (2016), “Deep Learning”, §8.4; not in SageMaker Debugger',
  severity: 'error',
  action: 'note',
  parameters: {
    tolerance: positive('Largest variance over the units, as a share of the second moment.', 1e-10),
    patience: patience('probes', 2),
  },
  check(telemetry, { tolerance, patience: probes }) {
    const moments = new Map(telemetry.series('pre_activation_second_moment'));
    const alike = hidden(measuredNow(telemetry, 'unit_variance')).filter(({ subject, track }) =>
      track.recent.slice(-probes).every(({ step, value }, _, { length }) => {
        const moment = moments.get(subject)?.recent.find((point) => point.step === step)?.value ?? NaN;
        return length === probes && value <= tolerance * moment;
      }),
    );
    const [first] = alike;
    if (first === undefined) return undefined;
    return {
      layer: first.layer,
      message: phrase(
        'all units of {0} compute the same on every sample, after {1} updates still{2}',
        first.layer,
        telemetry.step,
        andOthers(alike.length),
      ),
      evidence: { tag: first.tag, value: first.value, threshold: tolerance },
    };
  },
});
