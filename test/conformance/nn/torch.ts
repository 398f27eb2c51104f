import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import * as tf from '@tensorflow/tfjs-core';
import { canImport } from '../../../scripts/test/python';

/** The Python that Debian's `python3-torch` installs into. */
const PYTHON = '/usr/bin/python3';

export const torchMissing = !canImport(PYTHON, 'torch');
if (torchMissing) console.warn(`SKIPPED: no comparison with PyTorch, as ${PYTHON} cannot import torch`);

export interface Plain {
  readonly shape: readonly number[];
  readonly values: readonly number[];
}

/** Collects questions for torch_reference.py, so that PyTorch is started once for all of them. */
export interface Questionnaire {
  /** The answer to each question, by its index, once `ask` has run. */
  add(questions: readonly object[]): (index: number) => unknown;
  ask(): void;
}

export function questionnaire(): Questionnaire {
  const questions: object[] = [];
  let answers: unknown[] = [];
  return {
    add(more: readonly object[]) {
      const first = questions.length;
      questions.push(...more);
      return (index: number) => answers[first + index];
    },
    ask() {
      answers = askTorch(questions);
    },
  };
}

function askTorch(questions: readonly object[]): unknown[] {
  const script = fileURLToPath(new URL('torch_reference.py', import.meta.url));
  const { status, stdout, stderr } = spawnSync(PYTHON, [script], {
    input: JSON.stringify(questions),
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (status !== 0) throw new Error(`torch_reference.py failed:\n${stderr}`);
  return JSON.parse(stdout) as unknown[];
}

export const plain = (tensor: tf.Tensor): Plain => ({
  shape: tensor.shape,
  values: Array.from(tensor.dataSync()),
});

export const tensorOf = ({ shape, values }: Plain, dtype: 'float32' | 'int32' = 'float32'): tf.Tensor =>
  tf.tensor([...values], [...shape], dtype);

/** Largest |ours − theirs| / max(1, |theirs|); infinite when shapes differ. */
export function discrepancy(ours: tf.Tensor, theirs: Plain): number {
  if (ours.shape.join() !== theirs.shape.join()) return Infinity;
  const values = ours.dataSync();
  return theirs.values.reduce(
    (worst, value, i) => Math.max(worst, Math.abs(values[i]! - value) / Math.max(1, Math.abs(value))),
    0,
  );
}
