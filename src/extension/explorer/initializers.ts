import type { InitializerResult, RunReference } from '../../language/protocol';
import { figureText } from '../../language/service/figure';
import type { RunManifest, TrialManifest } from '../../runs/run';
import type { TrialProgress } from '../../trainer/protocol';
import { loss } from '../../cli/format/numbers';
import type { RunResults } from '../runs/results';
import { escapeMarkdown, progressPercent } from '../ui/format';
import { ICONS } from './node';
import type { Node } from './node';

export type InitializerState =
  'waiting' | 'running' | 'paused' | 'finished' | 'diverged' | 'stopped' | 'interrupted';

/** One row per initializer of a run, in the order of the config, with all of its seeds. */
export function initializerNodes(
  run: RunReference,
  manifest: RunManifest,
  results: RunResults | undefined,
  live: readonly TrialProgress[] | undefined,
): readonly Node[] {
  return manifest.experiment.initializers.map(({ label }) =>
    initializerNode(run, label, {
      manifest,
      trials: manifest.trials.filter(({ initializer }) => initializer === label),
      result: results?.initializers.find((result) => result.label === label),
      isBest: results?.best === label,
      live: live?.filter(({ initializer }) => initializer === label),
    }),
  );
}

interface Facts {
  readonly manifest: RunManifest;
  readonly trials: readonly TrialManifest[];
  readonly result: InitializerResult | undefined;
  readonly isBest: boolean;
  readonly live: readonly TrialProgress[] | undefined;
}

function initializerNode(run: RunReference, label: string, facts: Facts): Node {
  const state = stateOf(facts);
  const figure = facts.result?.figure;
  const progress = state === 'running' || state === 'paused' ? percentOf(facts) : undefined;
  const notable = state === 'finished' || state === 'running' ? undefined : state;
  const parts = [
    progress,
    facts.isBest && figure !== undefined ? `best ${figureText(figure)}` : figure && figureText(figure),
    notable,
  ];
  return {
    kind: 'initializer',
    id: `${run.folder}\n${label}`,
    label,
    description: parts.filter((part) => part !== undefined).join(' · '),
    icon: facts.isBest && state !== 'diverged' ? ICONS.best : ICONS[state],
    tooltip: tooltip(label, state, facts),
    context: 'initializer',
    expanded: false,
    children: [],
    run,
  };
}

/** The state of an initializer over all of its seeds. */
function stateOf({ manifest, trials, live }: Facts): InitializerState {
  const states = new Set((live ?? trials).map(({ state }) => state));
  const isLive = manifest.state === 'running' || manifest.state === 'paused';
  if (states.has('running') && isLive) return manifest.state === 'paused' ? 'paused' : 'running';
  if (states.has('diverged')) return 'diverged';
  if (states.size === 1 && states.has('finished')) return 'finished';
  if (isLive) return states.has('finished') ? 'running' : 'waiting';
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

function tooltip(label: string, state: InitializerState, { result, isBest, trials, live }: Facts): string {
  const figure = result?.figure;
  const rows = (live ?? trials).map(
    (trial) => `| ${trial.seed} | ${trial.state} | ${trial.step} | ${lossOf(trial)} |`,
  );
  const diverged = trials.flatMap(({ seed, divergence }) =>
    divergence === undefined
      ? []
      : [
          `Seed ${seed} diverged at step ${divergence.step}: ${escapeMarkdown(divergence.tensor)} was not finite.`,
        ],
  );
  return [
    `**${escapeMarkdown(label)}** — ${state}`,
    ...(figure === undefined
      ? []
      : [
          `Best validation ${figure.metric}: **${figureText(figure)}**${isBest ? ', the best of this run' : ''}`,
        ]),
    ['| Seed | State | Steps | Loss |', '| --: | --- | --: | --: |', ...rows].join('\n'),
    ...diverged,
  ].join('\n\n');
}

const lossOf = (trial: TrialProgress | TrialManifest): string =>
  'loss' in trial && !Number.isNaN(trial.loss) ? loss(trial.loss) : '–';
