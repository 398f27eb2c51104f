import { ComparedRuns, foldersOf } from '../../runs/comparedRuns';
import { openRun } from '../../runs/openRun';
import type { RunSource } from '../../runs/openRun';
import { comparedLabels } from './results';

/** A run, or several side by side, see `comparisonOf`. */
export function openRuns(name: string): RunSource {
  const folders = foldersOf(name);
  return folders.length === 1 ? openRun(name) : new ComparedRuns(folders.map(openRun), comparedLabels);
}
