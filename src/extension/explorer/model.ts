import { countOf } from '../../experiment/sweep/sweep';
import type { RunManifest } from '../../runs/run';
import { groupFindings } from '../../runs/groupFindings';
import type { FindingGroup } from '../../runs/groupFindings';
import { isLive } from '../../runs/live';
import type { ReadableRun, RunEntry, UnreadableRun } from '../../runs/store/runStore';
import { isResumable } from '../../runs/resumable';
import { duration, formatCount } from '../../shared/figures';
import type { RunSummary } from '../../runs/summary';
import { bestText, runLabel } from '../runs/results';
import type { Session } from '../sessions/session';
import { ago, escapeMarkdown, progressPercent } from '../ui/format';
import { t } from '../ui/l10n';
import { stateName } from '../../runs/stateName';
import { findingCount, findingText } from './findings';
import { arrange } from './arrange';
import type { Arrangement } from './arrange';
import { initializerNodes } from './initializers';
import { ICONS } from './node';
import type { Node } from './node';

/** All that the explorer is made of. */
export interface Runs {
  /** The latest first. */
  readonly entries: readonly RunEntry[];
  /** What a run came to, once its files have been read. */
  readonly summaryOf: (run: ReadableRun) => RunSummary | undefined;
  /** The session of this window that trains a run. */
  readonly sessionOf: (folder: string) => Session | undefined;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly arrangement: Arrangement;
}

/** Pinned runs, then experiments, that of the first run first; below each its runs, in the person's order. */
export function explorerTree(runs: Runs): readonly Node[] {
  const pinned: RunEntry[] = [];
  const byExperiment = new Map<string, RunEntry[]>();
  for (const entry of arrange(runs.entries, runs.arrangement, runs.summaryOf)) {
    const { experiment } = entry;
    const group = isPinned(entry) ? pinned : (byExperiment.get(experiment) ?? []);
    group.push(entry);
    if (group !== pinned) byExperiment.set(experiment, group);
  }
  const nodeOf = (entry: RunEntry): Node =>
    entry.kind === 'run' ? runNode(entry, runs) : unreadableNode(entry);
  const groups = [...byExperiment].map(([name, entries], index) =>
    groupNode(name, entries.length, withSweeps(entries, runs, nodeOf), {
      id: `experiment\n${name}`,
      icon: ICONS.experiment,
      first: index === 0,
    }),
  );
  if (pinned.length === 0) return groups;
  const top = groupNode(t('Pinned'), pinned.length, pinned.map(nodeOf), {
    id: 'pinned',
    icon: ICONS.pinned,
    first: true,
  });
  return [top, ...groups];
}

const isPinned = (entry: RunEntry): boolean => entry.kind === 'run' && entry.manifest.pinned === true;

function groupNode(
  label: string,
  runs: number,
  children: readonly Node[],
  { id, icon, first }: Pick<Node, 'id' | 'icon'> & { readonly first: boolean },
): Node {
  const count = runs === 1 ? t('1 run') : t('{0} runs', runs);
  return {
    kind: 'experiment',
    id,
    label,
    description: count,
    icon,
    tooltip: `**${escapeMarkdown(label)}** — ${count}`,
    context: 'experiment',
    expanded: first,
    children,
  };
}

/** The runs of an experiment, those of a sweep under one row, which stands where the first of them does. */
function withSweeps(
  entries: readonly RunEntry[],
  runs: Runs,
  nodeOf: (entry: RunEntry) => Node,
): readonly Node[] {
  const sweepOf = (entry: RunEntry): string | undefined =>
    entry.kind === 'run' ? entry.manifest.sweep?.id : undefined;
  const seen = new Set<string>();
  return entries.flatMap((entry) => {
    const id = sweepOf(entry);
    if (id === undefined) return [nodeOf(entry)];
    if (seen.has(id)) return [];
    seen.add(id);
    const members = entries.filter(
      (other): other is ReadableRun => other.kind === 'run' && sweepOf(other) === id,
    );
    return [sweepNode(id, members, runs, members.map(nodeOf))];
  });
}

/** Clicked, it shows the heatmap. */
function sweepNode(id: string, members: readonly ReadableRun[], runs: Runs, children: readonly Node[]): Node {
  const [first] = members;
  const axes = first?.manifest.sweep?.axes ?? [];
  const label = axes.map(({ name }) => name).join(' × ');
  const count = countOf(axes);
  const places = new Set(members.map(({ manifest }) => manifest.sweep?.at.join()));
  const trains = members.some(
    ({ folder, manifest }) => isLive(manifest) || runs.sessionOf(folder) !== undefined,
  );
  const unfinished = places.size < count || members.some(({ manifest }) => isResumable(manifest));
  const description = t('sweep, {0} of {1} runs', places.size, count);
  const listed = axes.map(({ name, values }) => escapeMarkdown(`${name}: ${values.join(', ')}`));
  return {
    kind: 'sweep',
    id: `sweep\n${id}`,
    label,
    description,
    icon: trains ? ICONS.running : ICONS.sweep,
    tooltip: [`**${escapeMarkdown(label)}** — ${description}`, ...listed].join('  \n'),
    context: unfinished && !trains ? 'sweep.unfinished' : 'sweep',
    expanded: false,
    children,
    ...(first && { run: { folder: first.folder, tab: 'sweep' } }),
  };
}

function runNode(run: ReadableRun, runs: Runs): Node {
  const { id, folder, manifest } = run;
  const summary = runs.summaryOf(run);
  const session = runs.sessionOf(folder);
  const groups = groupFindings(summary?.findings ?? []);
  const diverged = manifest.trials.filter(({ state }) => state === 'diverged').length;
  return {
    kind: 'run',
    id: folder,
    label: manifest.source === undefined ? runLabel(manifest) : manifest.name,
    description: join(
      description(manifest, session, summary, runs.now),
      isLive(manifest) ? undefined : findingCount(groups.map(({ first }) => first)),
    ),
    icon: manifest.state === 'finished' && allDiverged(manifest) ? ICONS.diverged : ICONS[manifest.state],
    tooltip: [tooltip(id, manifest, summary, diverged), ...aboutData(groups)].join('\n\n'),
    context: context(manifest, session),
    expanded: isLive(manifest),
    children: initializerNodes({ folder }, manifest, summary, session?.progress?.trials),
    run: { folder },
  };
}

const unreadableNode = ({ id, folder, reason }: UnreadableRun): Node => ({
  kind: 'run',
  id: folder,
  label: id,
  description: t('cannot be read'),
  icon: ICONS.unreadable,
  tooltip: escapeMarkdown(reason),
  context: 'run.elsewhere.ended',
  expanded: false,
  children: [],
  run: { folder },
});

/**
 * `run.here.…` is trained by this window and takes commands, `run.elsewhere.…` by another process or none:
 * `running`, `paused`, `ended` or, where training can go on, `resumable.ended`. Menus in `contributions/commands.ts` go by it.
 */
function context(manifest: RunManifest, session: Session | undefined): string {
  const { source } = manifest;
  // logs of another program are looked at, and no more
  if (source !== undefined) return 'logs';
  if (session !== undefined) return `run.here.${session.phase === 'paused' ? 'paused' : 'running'}`;
  if (isResumable(manifest)) return 'run.elsewhere.resumable.ended';
  return `run.elsewhere.${isLive(manifest) ? 'running' : 'ended'}`;
}

function description(
  manifest: RunManifest,
  session: Session | undefined,
  summary: RunSummary | undefined,
  now: number,
): string {
  const best = bestText(summary);
  if (isLive(manifest)) {
    const { done, total } = session?.progress ?? stepsOf(manifest);
    const eta = session?.progress?.etaSeconds ?? NaN;
    const left =
      Number.isFinite(eta) && manifest.state === 'running' ? t('{0} left', duration(eta)) : undefined;
    return join(progressPercent(done, total), manifest.state === 'paused' ? stateName('paused') : left, best);
  }
  const state = manifest.state === 'finished' ? undefined : stateName(manifest.state);
  // a run without a name of its own is called by its start
  const begun = manifest.name === manifest.id ? undefined : ago(Date.parse(manifest.started), now);
  // where runs of several experiments stand together
  const experiment = manifest.pinned === true ? manifest.experiment.name : undefined;
  return join(experiment, best, state, ...(manifest.tags ?? []).map((tag) => `#${tag}`), begun);
}

function tooltip(
  id: string,
  manifest: RunManifest,
  summary: RunSummary | undefined,
  diverged: number,
): string {
  const { state, experiment, engine, started, ended, failure, git } = manifest;
  const best = bestText(summary);
  const hash = git?.commit.slice(0, 10) ?? '';
  const begun = new Date(started).toLocaleString();
  const seconds = ended === undefined ? NaN : (Date.parse(ended) - Date.parse(started)) / 1000;
  const lines = [
    `**${escapeMarkdown(runLabel(manifest))}** — ${stateName(state)}`,
    manifest.note === undefined || manifest.note === '' ? undefined : `*${escapeMarkdown(manifest.note)}*`,
    best === undefined ? undefined : t('Best: **{0}**', escapeMarkdown(best)),
    diverged === 0 ? undefined : t('{0} of {1} trials diverged', diverged, manifest.trials.length),
    t(
      '{0} initializers × {1} seeds, {2} steps each',
      experiment.initializers.length,
      experiment.training.seeds.length,
      formatCount(manifest.totalSteps),
    ),
    t('Engine: {0} on {1}', escapeMarkdown(engine.name), escapeMarkdown(engine.device)),
    Number.isFinite(seconds)
      ? t('Started {0}, took {1}', escapeMarkdown(begun), duration(seconds))
      : t('Started {0}', escapeMarkdown(begun)),
    git && (git.dirty ? t('Commit {0} with changes', hash) : t('Commit {0}', hash)),
    t('Run {0}', escapeMarkdown(id)),
    failure === undefined ? undefined : escapeMarkdown(failure.message),
    isResumable(manifest) ? t('It can be resumed.') : undefined,
  ];
  return lines.filter((line) => line !== undefined).join('  \n');
}

/** What is found of one initializer is told by its row. */
const aboutData = (groups: readonly FindingGroup[]): readonly string[] =>
  groups.filter(({ first }) => first.initializer === undefined).map(findingText);

const allDiverged = ({ trials }: RunManifest): boolean =>
  trials.length > 0 && trials.every(({ state }) => state === 'diverged');

const stepsOf = ({ trials, totalSteps }: RunManifest): { done: number; total: number } => ({
  done: trials.reduce((sum, { step }) => sum + step, 0),
  total: totalSteps * trials.length,
});

const join = (...parts: (string | undefined)[]): string =>
  parts.filter((part) => part !== undefined && part !== '').join(' · ');
