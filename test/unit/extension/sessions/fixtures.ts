import type { Experiment } from '../../../../src/experiment/experiment';
import type { TrainerClient, TrainerListeners } from '../../../../src/trainer/client';
import type { TrainerEnd } from '../../../../src/trainer/outcome';
import type { Progress, StartParams, StartResult } from '../../../../src/trainer/protocol';

export const started: StartResult = {
  runId: 'r1',
  runFolder: '/w/.initscope/runs/digits/r1',
  engine: { name: 'wasm', device: 'AMD EPYC 7B13 (2 cores)', reason: 'The first that works here.' },
  attempts: [],
  totalSteps: 100,
  stepsPerEpoch: 50,
};

export const progress = (done: number, etaSeconds = 80): Progress => ({
  done,
  total: 200,
  stepsPerSecond: 12.5,
  etaSeconds,
  trials: [],
});

export const params: StartParams = {
  experiment: { name: 'digits' } as Experiment,
  config: { path: '/w/digits.initscope.yaml', text: '' },
  runsFolder: '/w/.initscope/runs',
  engineFolders: [],
  datasetCache: '/cache',
};

/** A trainer whose process is the test: it answers, reports and ends when told. */
export interface FakeTrainer {
  readonly client: TrainerClient;
  readonly calls: string[];
  listeners: TrainerListeners;
  end(end: TrainerEnd): void;
}

const unasked = (): Promise<never> => Promise.reject(new Error('A session evaluates nothing.'));

export function fakeTrainer(start: () => Promise<StartResult> = () => Promise.resolve(started)): FakeTrainer {
  const calls: string[] = [];
  let finish: (end: TrainerEnd) => void = () => undefined;
  const ended = new Promise<TrainerEnd>((resolve) => (finish = resolve));
  const call = (name: string) => (): Promise<void> => {
    calls.push(name);
    return Promise.resolve();
  };
  return {
    calls,
    listeners: {},
    end: (end) => finish(end),
    client: {
      pid: 1,
      start,
      continueRun: start,
      pause: call('pause'),
      resume: call('resume'),
      stop: call('stop'),
      capabilities: () => Promise.resolve([]),
      openEvaluation: unasked,
      evaluate: unasked,
      predict: unasked,
      readSamples: unasked,
      stepOperations: unasked,
      exportNetwork: unasked,
      ended,
      dispose: call('dispose'),
    },
  };
}
