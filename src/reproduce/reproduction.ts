import type { RunManifest } from '../runs/run';
import type { SeriesSource } from '../runs/store/series';
import type { Reading } from './readings';

/** A run that was made for a reproduction, or several of the same config with different seeds. */
export interface Trained {
  /** Of the variant; absent where the experiment has none. */
  readonly variant?: Variant;
  readonly manifest: RunManifest;
  readonly find: SeriesSource;
  /** Of training. */
  readonly seconds: number;
}

/** A figure that was published, and where the same stands in a run of ours. */
export interface Published {
  /** Label. */
  readonly initializer: string;
  /** What it is of, and when: `test accuracy after 1 epoch`. */
  readonly what: string;
  readonly value: number;
  /** `accuracy`: a share of 1, the higher the better. `loss`: the lower the better. */
  readonly kind: 'accuracy' | 'loss';
  readonly reading: Reading;
}

/** What a claim came to. */
export interface Checked {
  readonly holds: boolean;
  /** The figures that decide it, for a person. */
  readonly found: string;
}

/** Something that an experiment is to show, and how a run tells whether it does. */
export interface Claim {
  readonly text: string;
  /**
   * @param runs one, or one for each variant, in their order
   * @param other the run of another experiment, which is one of `needs`
   */
  check(runs: readonly Trained[], other: (name: string) => Trained): Checked;
}

/** The same experiment with some of its config changed. */
export interface Variant {
  readonly name: string;
  /** Values by their place in the config, in place of what it has. */
  readonly set: readonly (readonly [path: readonly string[], value: unknown])[];
}

/** An experiment that the field teaches initialisation with, as one of the examples. */
export interface Reproduction {
  /** Of the example: `activation-zoo/relu`. */
  readonly example: string;
  /** Where figures or claims come from. */
  readonly source: string;
  readonly published?: readonly Published[];
  readonly claims: readonly Claim[];
  /** Examples that are to be reproduced before: weights come from there, or a claim compares with them. */
  readonly needs?: readonly string[];
  /** Trained one after the other, in place of the example as it is. */
  readonly variants?: readonly Variant[];
  /** Networks of each initializer where each is a sample of a distribution, in place of what was asked for. */
  readonly seeds?: { readonly full: number; readonly quick: number };
  /** Why ours may differ from what was published. */
  readonly deviation?: string;
}
