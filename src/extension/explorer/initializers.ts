import type { RunReference } from '../../language/protocol';
import { figureText } from '../../language/service/figure';
import { groupFindings } from '../../runs/groupFindings';
import type { FindingGroup } from '../../runs/groupFindings';
import { isLive } from '../../runs/live';
import { isResumable } from '../../runs/resumable';
import type { RunManifest, TrialManifest } from '../../runs/run';
import type { TrialProgress } from '../../trainer/protocol';
import { formatCount, loss, percent, percentSpread, significant } from '../../shared/figures';
import type { InitializerSummary, RunSummary } from '../../runs/summary';
import { figureOf } from '../runs/results';
import { escapeMarkdown, progressPercent } from '../ui/format';
import { t } from '../ui/l10n';
import { stateName } from '../../runs/stateName';
import { findingCount, findingText } from './findings';
import { ICONS } from './node';
import type { Keeping, Node } from './node';

export type InitializerState =
  'waiting' | 'running' | 'paused' | 'finished' | 'diverged' | 'stopped' | 'interrupted';

/** One row per initializer of a run, in the order of the config, with all of its seeds. */
export function initializerNodes(
  run: RunReference,
  manifest: RunManifest,
  summary: RunSummary | undefined,
  live: readonly TrialProgress[] | undefined,
): readonly Node[] {
  return manifest.experiment.initializers.map(({ label }) =>
    initializerNode(run, label, {
      manifest,
      trials: manifest.trials.filter(({ initializer }) => initializer === label),
      summary: summary?.initializers.find(({ initializer }) => initializer === label),
      live: live?.filter(({ initializer }) => initializer === label),
      findings: groupFindings(summary?.findings.filter(({ initializer }) => initializer === label) ?? []),
    }),
  );
}

interface Facts {
  readonly manifest: RunManifest;
  readonly trials: readonly TrialManifest[];
  /** Absent until the run's files have been read. */
  readonly summary: InitializerSummary | undefined;
  readonly live: readonly TrialProgress[] | undefined;
  /** What the health rules found. */
  readonly findings: readonly FindingGroup[];
}

function initializerNode(run: RunReference, label: string, facts: Facts): Node {
  const { summary } = facts;
  const state = stateOf(facts);
  const figure = summary && figureOf(summary);
  const isBest = summary?.best === true;
  const keeping = keepingOf(label, facts);
  const parts = [
    state === 'running' || state === 'paused' ? percentOf(facts) : undefined,
    figure && (isBest ? t('best {0}', figureText(figure)) : figureText(figure)),
    remark(state, summary),
    findingCount(facts.findings.map(({ first }) => first)),
  ];
  return {
    kind: 'initializer',
    id: `${run.folder}\n${label}`,
    label,
    description: parts.filter((part) => part !== undefined).join(' · '),
    icon: isBest ? ICONS.best : ICONS[state === 'finished' && hasNotLearned(summary) ? 'unlearned' : state],
    tooltip: tooltip(label, state, facts),
    context: keeping === undefined ? 'initializer' : 'initializer.kept',
    expanded: false,
    children: [],
    run,
    ...(keeping && { keeping }),
  };
}

function keepingOf(label: string, { manifest, trials }: Facts): Keeping | undefined {
  const latest = Object.fromEntries(
    trials.flatMap(({ seed, checkpoint }) => (checkpoint === undefined ? [] : [[seed, checkpoint] as const])),
  );
  if (Object.keys(latest).length === 0) return undefined;
  return { initializer: label, latest, resumable: isResumable(manifest) };
}

/** What is not as one would wish: `chance`, `slow`, `diverged`, `interrupted`. */
function remark(state: InitializerState, summary: InitializerSummary | undefined): string | undefined {
  if (state === 'running') return undefined;
  if (state !== 'finished') return stateName(state);
  const code = summary?.verdict.code;
  return code === 'learned' ? undefined : code;
}

const hasNotLearned = (summary: InitializerSummary | undefined): boolean =>
  summary?.verdict.code === 'chance' || summary?.verdict.code === 'collapsed';

/** The state of an initializer over all of its seeds. */
function stateOf({ manifest, trials, live }: Facts): InitializerState {
  const states = new Set((live ?? trials).map(({ state }) => state));
  const trains = isLive(manifest);
  if (states.has('running') && trains) return manifest.state === 'paused' ? 'paused' : 'running';
  if (states.has('diverged')) return 'diverged';
  if (states.size === 1 && states.has('finished')) return 'finished';
  if (trains) return states.has('finished') ? 'running' : 'waiting';
  return manifest.state === 'interrupted' ? 'interrupted' : 'stopped';
}

/** Updates made, of those that are to be made. */
function percentOf({ manifest, trials, live }: Facts): string {
  const steps = (live ?? trials).map(({ step, state }) =>
    state === 'diverged' ? manifest.totalSteps : step,
  );
  const done = steps.reduce((sum, step) => sum + step, 0);
  return progressPercent(done, manifest.totalSteps * steps.length);
}

function tooltip(label: string, state: InitializerState, { summary, trials, live, findings }: Facts): string {
  const rows = (live ?? trials).map(
    (trial) =>
      `| ${trial.seed} | ${stateName(trial.state)} | ${formatCount(trial.step)} | ${lossOf(trial)} |`,
  );
  const diverged = trials.flatMap(({ seed, divergence }) =>
    divergence === undefined
      ? []
      : [
          t(
            'Seed {0} diverged at step {1}: {2} was not finite.',
            seed,
            formatCount(divergence.step),
            escapeMarkdown(divergence.tensor),
          ),
        ],
  );
  return [
    `**${escapeMarkdown(label)}** — ${stateName(state)}${summary?.best === true ? `, ${t('the best of this run')}` : ''}`,
    ...(summary === undefined ? [] : [keyFigures(summary)]),
    [
      `| ${[t('Seed'), t('State'), t('Steps'), t('Loss')].join(' | ')} |`,
      '| --: | --- | --: | --: |',
      ...rows,
    ].join('\n'),
    ...diverged,
    ...findings.map(findingText),
  ].join('\n\n');
}

function keyFigures({ accuracy, loss: losses, varianceRatio, dead, verdict }: InitializerSummary): string {
  const lines = [
    t('Verdict: {0}', escapeMarkdown(verdict.text)),
    accuracy &&
      t(
        'Validation accuracy: best {0}, final {1}',
        percentSpread(accuracy.best.mean, accuracy.best.sd),
        percent(accuracy.final.mean),
      ),
    losses && t('Validation loss: best {0}, final {1}', loss(losses.best.mean), loss(losses.final.mean)),
    varianceRatio &&
      t(
        'Variance, last hidden layer to first: {0} at step 0, {1} now',
        significant(varianceRatio.start),
        significant(varianceRatio.end),
      ),
    dead && t('Dead units: {0} at step 0, {1} now', percent(dead.start.overall), percent(dead.end.overall)),
  ];
  return lines.filter((line) => line !== undefined).join('  \n');
}

const lossOf = (trial: TrialProgress | TrialManifest): string =>
  'loss' in trial && !Number.isNaN(trial.loss) ? loss(trial.loss) : '–';
