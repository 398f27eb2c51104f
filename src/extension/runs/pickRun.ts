import { window } from 'vscode';
import type { QuickPickItem } from 'vscode';
import type { RunReference } from '../../language/protocol';
import type { ReadableRun } from '../../runs/store/runStore';
import type { RunSummary } from '../../runs/summary';
import { ago } from '../ui/format';
import { runCommand } from '../ui/commands';
import { t } from '../ui/l10n';
import { stateName } from '../../runs/stateName';
import { Cancelled, UserError } from '../ui/userError';
import { bestText, runLabel } from './results';

export interface Pickable {
  /** The latest first. */
  readonly runs: readonly ReadableRun[];
  readonly summaryOf: (run: ReadableRun) => RunSummary | undefined;
}

/** A run that a menu, a lens or a row passed to a command; absent when it passed none. */
export function asRunReference(argument: unknown): RunReference | undefined {
  if (typeof argument !== 'object' || argument === null) return undefined;
  const { folder, run } = argument as Record<string, unknown>;
  if (typeof folder === 'string') return { folder };
  return run === undefined ? undefined : asRunReference(run);
}

/** The tab that a row asks for. */
export function asTab(argument: unknown): 'sweep' | undefined {
  if (typeof argument !== 'object' || argument === null) return undefined;
  const { tab, run } = argument as Record<string, unknown>;
  return tab === 'sweep' ? tab : asTab(run);
}

/** All runs that are selected in the explorer, each once; of a sweep all of its runs. */
export function asRunReferences(argument: unknown): readonly RunReference[] {
  const all = Array.isArray(argument) ? argument.flatMap(membersOf).map(asRunReference) : [];
  const folders = all.flatMap((reference) => (reference === undefined ? [] : [reference.folder]));
  return [...new Set(folders)].map((folder) => ({ folder }));
}

/** The rows below a sweep's row; any other as it is. */
function membersOf(item: unknown): readonly unknown[] {
  if (typeof item !== 'object' || item === null) return [];
  const { kind, children } = item as Record<string, unknown>;
  return kind === 'sweep' && Array.isArray(children) ? children : [item];
}

interface RunItem extends QuickPickItem {
  readonly folder: string;
}

/** @throws Cancelled when none is picked, UserError when there is none */
export async function pickRun(from: Pickable, placeHolder: string): Promise<RunReference> {
  const picked = await window.showQuickPick(items(from), { placeHolder, matchOnDescription: true });
  if (picked === undefined) throw new Cancelled();
  return { folder: picked.folder };
}

/** @throws Cancelled when none is picked, UserError when there is none */
export async function pickRuns(from: Pickable, placeHolder: string): Promise<readonly RunReference[]> {
  const picked = await window.showQuickPick(items(from), {
    placeHolder,
    canPickMany: true,
    matchOnDescription: true,
  });
  if (picked === undefined) throw new Cancelled();
  return picked.map(({ folder }) => ({ folder }));
}

function items({ runs, summaryOf }: Pickable): RunItem[] {
  if (runs.length === 0)
    throw new UserError(t('There is no run yet.'), {
      title: t('Run init experiment'),
      run: () => runCommand('initscope.run'),
    });
  return runs.map((run) => {
    const { manifest, folder, experiment } = run;
    const parts = [
      experiment,
      bestText(summaryOf(run)),
      manifest.state === 'finished' ? undefined : stateName(manifest.state),
    ];
    return {
      label: runLabel(manifest),
      description: parts.filter((part) => part !== undefined).join(' · '),
      detail: ago(Date.parse(manifest.started), Date.now()),
      folder,
    };
  });
}
