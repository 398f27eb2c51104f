import type { Shape } from '../shape';

/** Frameworks that networks can be written out for. */
export const FRAMEWORKS = { keras: 'Keras', pytorch: 'PyTorch' } as const;
export type Framework = keyof typeof FRAMEWORKS;

/** A piece of Python. */
export interface Snippet {
  readonly code: string;
  /** Functions that it calls, each written out once above the network. */
  readonly helpers?: readonly string[];
  /** What differs, where the framework has no equal. */
  readonly note?: string;
}

/** Keras and PyTorch code that draws one weight, from the same distribution. */
export interface WeightCode {
  /** Expression of a Keras initializer. */
  readonly keras: Snippet;
  /** Statement that fills the PyTorch parameter called `weight`. */
  readonly pytorch: (weight: string) => Snippet;
}

/** Where a layer stands in the network that is written out. */
export interface CodePlace {
  readonly input: Shape;
  readonly output: Shape;
}

/** A step of a network. Images are channels-last in Keras and channels-first in PyTorch, as either has it. */
export interface Step {
  /** Class of what is made once and called after the layer; absent where the step is an expression alone. */
  readonly make?: string;
  readonly arguments?: readonly string[];
  /** The step's output, given `x` and what was made: `self.dense_1`. Left out: `made(x)`. */
  apply?(made: string): string;
  readonly helpers?: readonly string[];
  readonly note?: string;
}

/** Keras and PyTorch code of a layer, without its activation and initializers. */
export type LayerCode = Readonly<Record<Framework, Step>>;

/** Keras and PyTorch code of an activation. */
export interface ActivationCode {
  /** Expression of a Keras layer to be called. */
  readonly keras: Snippet;
  /** Expression in `x`, or a module. */
  readonly pytorch: Snippet | Step;
}

/** A number as Python reads it, to the last bit. */
export const python = (value: number): string => String(value);

/** `gain=0.5`; nothing where the value is the framework's own default. */
export const option = (name: string, value: number, byDefault?: number): readonly string[] =>
  value === byDefault ? [] : [`${name}=${python(value)}`];

/** `bias=False`; nothing where the flag is the framework's own default. */
export const flag = (name: string, value: boolean, byDefault: boolean): readonly string[] =>
  value === byDefault ? [] : [`${name}=${value ? 'True' : 'False'}`];

export const call = (name: string, ...args: readonly string[]): string => `${name}(${args.join(', ')})`;

/** A PyTorch expression on `x` that is made for channels in the last axis; images have them in the first. */
export const channelsLast = (input: Shape, of: (x: string) => string): string =>
  input.length === 3 ? `${of('x.permute(0, 2, 3, 1)')}.permute(0, 3, 1, 2)` : of('x');
