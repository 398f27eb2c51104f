import type { HealthFinding } from '../../../src/health/finding';
import { healthSpec } from '../../../src/health/registry';
import { HealthMonitor } from '../../../src/health/monitor';
import type { MonitorOptions } from '../../../src/health/monitor';
import type { DataFacts, LayerPredictions } from '../../../src/health/rule';
import type { Split } from '../../../src/shared/tags';

/** Values of one tag by step. */
type Values = Readonly<Record<number, number>>;

/** Telemetry of one trial by split and tag. */
export interface Recorded {
  readonly train?: Values;
  readonly validation?: Values;
  /** By tag. */
  readonly probe?: Readonly<Record<string, Values>>;
  readonly divergence?: { readonly step: number; readonly tensor: string };
}

export interface Watched {
  readonly trials: Readonly<Record<string, Recorded>>;
  readonly data?: DataFacts;
  readonly prediction?: Readonly<Record<string, LayerPredictions>>;
  readonly totalSteps?: number;
  readonly rules?: MonitorOptions['rules'];
}

interface Sample {
  readonly split: Split;
  readonly tag: string;
  readonly step: number;
  readonly value: number;
}

/** What the rules find in telemetry, played in the order in which training measures it. */
export function watch({
  trials,
  data,
  prediction,
  totalSteps = 100,
  rules = healthSpec(),
}: Watched): HealthFinding[] {
  const findings: HealthFinding[] = [];
  const ids = Object.keys(trials).map((initializer) => ({ initializer, seed: 1 }));
  const monitor = new HealthMonitor({
    rules,
    trials: ids,
    classes: 10,
    totalSteps,
    found: (finding) => findings.push(finding),
    ...(prediction && { prediction }),
  });
  if (data) monitor.data(data);
  for (const trial of ids) {
    const recorded = trials[trial.initializer] ?? {};
    for (const point of samplesOf(recorded)) monitor.scalar(trial, { ...point, wallTime: 0 });
    monitor.ended(trial, recorded.divergence);
  }
  return findings;
}

function samplesOf({ train = {}, validation = {}, probe = {} }: Recorded): Sample[] {
  const list = (split: Split, tag: string, values: Values): Sample[] =>
    Object.entries(values).map(([step, value]) => ({ split, tag, step: Number(step), value }));
  const all = [
    ...list('validation', 'loss', validation),
    ...Object.entries(probe).flatMap(([tag, values]) => list('probe', tag, values)),
    ...list('train', 'loss', train),
  ];
  return all
    .map((sample, order) => ({ sample, order }))
    .sort((a, b) => a.sample.step - b.sample.step || a.order - b.order)
    .map(({ sample }) => sample);
}

/** The same value at each of these steps. */
export const at = (steps: readonly number[], value: number): Values =>
  Object.fromEntries(steps.map((step) => [step, value]));

/** A loss at every step up to the last. */
export const curve = (last: number, loss: (step: number) => number): Values =>
  Object.fromEntries(Array.from({ length: last }, (_, step) => [step, loss(step)]));
