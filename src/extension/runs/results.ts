import type { Figure } from '../../language/protocol';
import { figureText } from '../../language/service/figure';
import type { RunManifest } from '../../runs/run';
import type { InitializerSummary, RunSummary } from '../../runs/summary';

/** The figure that an initializer is compared by; absent before its first evaluation. */
export function figureOf({ accuracy, loss }: InitializerSummary): Figure | undefined {
  if (accuracy !== undefined) return { metric: 'accuracy', value: accuracy.best.mean };
  return loss && { metric: 'loss', value: loss.best.mean };
}

export const bestOf = (summary: RunSummary | undefined): InitializerSummary | undefined =>
  summary?.initializers.find(({ best }) => best);

/** `heNormal 97.1 %`; undefined while no initializer is ahead. */
export function bestText(summary: RunSummary | undefined): string | undefined {
  const best = bestOf(summary);
  const figure = best && figureOf(best);
  return best && figure && `${best.initializer} ${figureText(figure)}`;
}

/** Made when it is needed: it loads what it knows of the language, for tens of milliseconds of the extension's start. */
let format: Intl.DateTimeFormat | undefined;
const startText = (started: string): string => {
  format ??= new Intl.DateTimeFormat(undefined, {
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  });
  return format.format(new Date(started));
};

/** What a run is called among the runs of its experiment: its name or, until it has one of its own, its start. */
export const runLabel = ({ id, name, started }: RunManifest): string =>
  name === id ? startText(started) : name;

/** What each run is called among these: its name or its experiment's, with its start beside others of that experiment. */
export function comparedLabels(manifests: readonly RunManifest[]): readonly string[] {
  const experiments = manifests.map(({ experiment }) => experiment.name);
  return manifests.map(({ id, name, started, experiment }) => {
    if (name !== id) return name;
    const isAlone = experiments.filter((other) => other === experiment.name).length === 1;
    return isAlone ? experiment.name : `${experiment.name} ${startText(started)}`;
  });
}
