/** One kernel of the compiled training step. */
export interface Operation {
  /** As TensorFlow.js calls it: `Conv2D`, `BatchMatMul`. */
  readonly kernel: string;
  readonly inputs: readonly Operand[];
  /** Shape. */
  readonly output: readonly number[];
  /** What of the new state or of the outputs it makes, by name. */
  readonly makes: readonly string[];
}

export interface Operand {
  readonly shape: readonly number[];
  /** Of a weight, a slot or a batch; absent for what an operation made. */
  readonly name?: string;
}

export const OPERATION_COLUMNS = ['operation', 'inputs', 'output', 'makes'] as const;

/** An operation in words: `weights/dense_1/kernel [784, 256], [128, 256]`. */
export const operationTexts = ({
  kernel,
  inputs,
  output,
  makes,
}: Operation): Readonly<Record<(typeof OPERATION_COLUMNS)[number], string>> => ({
  operation: kernel,
  inputs: inputs
    .map(({ name, shape }) => `${name === undefined ? '' : `${name} `}${shapeText(shape)}`)
    .join(', '),
  output: shapeText(output),
  makes: makes.join(', '),
});

const shapeText = (shape: readonly number[]): string => `[${shape.join(', ')}]`;
