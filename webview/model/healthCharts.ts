import type { HealthFinding, HealthSeverity } from '../../src/health/finding';
import { SEVERITIES } from '../../src/health/finding';
import { t } from '../../src/shared/l10n';
import type { Chart } from './chart';
import { goTo, SEVERITY_TEXTS, shownFindings, titleOf } from './findings';
import { formatCount } from './format';
import type { Reading, Sign, SignsPlot } from './plot';
import type { Scene } from './scene';
import { initializersOf } from './scene';
import { stepAxis } from './stepAxis';
import { zoomNote } from './stepsPlot';
import { stepText } from './stepText';

/** The lane of what concerns all trials. */
const dataLane = (): string => t('The data');

/** The signs in text, as the page draws them. */
const SIGNS: Readonly<Record<HealthSeverity, string>> = { error: '◆', warning: '▲', info: '●' };

/** When the rules found something; nothing to draw where they found nothing. */
export const healthCharts = (scene: Scene): readonly Chart[] =>
  shownFindings(scene).length === 0
    ? []
    : [
        {
          id: 'findings',
          title: t('Findings over time'),
          hint: t(
            'Where a rule first held: {0}. Click a sign to go there.',
            SEVERITIES.map((severity) => `${SIGNS[severity]} ${SEVERITY_TEXTS[severity].means}`).join(', '),
          ),
          plot: () => findingsPlot(scene),
        },
      ];

function findingsPlot(scene: Scene): SignsPlot {
  const { state, manifest } = scene;
  const findings = shownFindings(scene);
  const { place, axis } = stepAxis(scene);
  const lanes = lanesOf(scene, findings);
  const laneOf = (finding: HealthFinding): number => lanes.indexOf(laneName(scene, finding));
  const steps = [...new Set(findings.map(({ step }) => step))].sort((a, b) => a - b);
  const last = Math.max(1, ...manifest.trials.map(({ step }) => step), ...steps);
  const x = axis([0, place(last)]);
  const nearest = (x: number): number | undefined =>
    steps.reduce<number | undefined>(
      (best, step) =>
        best === undefined || Math.abs(place(step) - x) < Math.abs(place(best) - x) ? step : best,
      undefined,
    );
  return {
    kind: 'signs',
    x,
    y: {
      kind: 'category',
      title: state.lanes === 'initializer' ? t('Initializer') : t('Rule'),
      name: 'lane',
      categories: lanes,
      extent: [0, Math.max(1, lanes.length - 1)],
      range: undefined,
      selected: undefined,
    },
    signs: signsOf(findings, laneOf, place),
    notes: zoomNote(x.range),
    summary: summarise(findings),
    read: (x) => readAt(scene, findings, nearest(x), place),
    move: (x, direction) => {
      const places = steps.map(place);
      if (x === undefined) return direction > 0 ? places[0] : places.at(-1);
      return direction > 0
        ? (places.find((one) => one > x) ?? places.at(-1))
        : (places.findLast((one) => one < x) ?? places[0]);
    },
    pick: (x, y) => {
      const step = nearest(x);
      const [closest] = findings
        .filter((finding) => finding.step === step)
        .sort((a, b) => Math.abs(laneOf(a) - y) - Math.abs(laneOf(b) - y));
      return closest === undefined ? (picked) => picked : goTo(closest);
    },
    table: () => ({
      columns: [
        ...[t('Rule'), t('Severity'), t('Initializer'), t('Layer'), t('Figure')],
        ...[t('Seed'), t('Step'), t('Value'), t('Threshold'), t('Predicted')],
      ],
      rows: findings.map((finding) => [
        titleOf(finding),
        SEVERITY_TEXTS[finding.severity].name,
        finding.initializer ?? dataLane(),
        finding.layer,
        finding.evidence.tag,
        finding.seed,
        finding.step,
        finding.evidence.value,
        finding.evidence.threshold,
        finding.evidence.predicted,
      ]),
    }),
  };
}

const laneName = ({ state }: Scene, finding: HealthFinding): string =>
  state.lanes === 'initializer' ? (finding.initializer ?? dataLane()) : titleOf(finding);

/** Those in which something was found: initializers in the order of the experiment, rules as they came up. */
function lanesOf(scene: Scene, findings: readonly HealthFinding[]): readonly string[] {
  const found = new Set(findings.map((finding) => laneName(scene, finding)));
  return scene.state.lanes === 'initializer'
    ? [...initializersOf(scene.manifest), dataLane()].filter((lane) => found.has(lane))
    : [...found];
}

/** What lies on one place is one sign, the gravest of it. */
function signsOf(
  findings: readonly HealthFinding[],
  laneOf: (finding: HealthFinding) => number,
  place: (step: number) => number,
): readonly Sign[] {
  const signs = new Map<string, Sign>();
  for (const finding of findings) {
    const lane = laneOf(finding);
    const key = `${lane} ${finding.step}`;
    const known = signs.get(key);
    const severities = [finding.severity, ...(known === undefined ? [] : [known.severity])];
    signs.set(key, {
      x: place(finding.step),
      lane,
      severity: SEVERITIES.find((severity) => severities.includes(severity)) ?? finding.severity,
      count: (known?.count ?? 0) + 1,
    });
  }
  return [...signs.values()];
}

function readAt(
  { manifest }: Scene,
  findings: readonly HealthFinding[],
  step: number | undefined,
  place: (step: number) => number,
): Reading | undefined {
  if (step === undefined) return undefined;
  const rows = new Map<string, { finding: HealthFinding; seeds: number[] }>();
  for (const finding of findings.filter((one) => one.step === step)) {
    const key = JSON.stringify([finding.rule, finding.initializer, finding.layer]);
    const row = rows.get(key) ?? { finding, seeds: [] };
    if (finding.seed !== undefined) row.seeds.push(finding.seed);
    rows.set(key, row);
  }
  return {
    x: place(step),
    heading: stepText(step, manifest),
    columns: [t('Found'), t('Layer'), t('Seeds')],
    rows: [...rows.values()].map(({ finding, seeds }) => ({
      name: finding.initializer ?? dataLane(),
      ...(finding.initializer === undefined ? {} : { initializer: finding.initializer }),
      cells: [
        `${SIGNS[finding.severity]} ${titleOf(finding)}`,
        finding.layer ?? '–',
        seeds.length === 0 ? '–' : seeds.join(', '),
      ],
    })),
  };
}

const summarise = (findings: readonly HealthFinding[]): string => {
  const counts = SEVERITIES.map((severity) => {
    const count = findings.filter((finding) => finding.severity === severity).length;
    return `${formatCount(count)} × ${SEVERITY_TEXTS[severity].name.toLowerCase()}`;
  });
  const steps = findings.map(({ step }) => step);
  return t(
    '{0}, from step {1} to {2}.',
    counts.join(', '),
    formatCount(Math.min(...steps)),
    formatCount(Math.max(...steps)),
  );
};
