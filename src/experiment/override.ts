import type { EnginePreference } from '../shared/engineNames';
import type { Experiment } from './experiment';

/** What whoever runs an experiment sets in place of the config. */
export interface Overrides {
  readonly engine?: EnginePreference;
  readonly seeds?: readonly number[];
  readonly epochs?: number;
  /** Label of the only initializer to train. */
  readonly initializer?: string;
}

export const override = (
  experiment: Experiment,
  { engine, seeds, epochs, initializer }: Overrides,
): Experiment => ({
  ...experiment,
  ...(engine && { engine }),
  ...(initializer !== undefined && {
    initializers: experiment.initializers.filter(({ label }) => label === initializer),
  }),
  training: {
    ...experiment.training,
    ...(seeds && { seeds }),
    ...(epochs === undefined ? {} : { length: { kind: 'epochs', epochs } }),
  },
});
