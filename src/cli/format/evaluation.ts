import type { StoredCheckpoint } from '../../runs/store/checkpoints';
import { confusions } from '../../shared/classification';
import { loss, percent, significant } from '../../shared/figures';
import type { ValidationFacts } from '../../trainer/protocol';
import { table } from './table';
import type { Column } from './table';

/** What one network makes of one validation sample. */
export interface SampleOutputs {
  readonly index: number;
  /** Classifiers: the class it has, and the one it is taken for. */
  readonly label?: number;
  readonly predicted?: number;
  /** Classifiers, by output. */
  readonly probabilities?: readonly number[];
  /** Regression: what it should be, and what the network says. */
  readonly targets?: readonly number[];
  readonly outputs?: readonly number[];
}

/** One checkpoint, evaluated. */
export interface EvaluatedCheckpoint {
  readonly checkpoint: StoredCheckpoint;
  readonly loss: number;
  readonly accuracy?: number;
  /** Rows are classes, columns what they were taken for. */
  readonly confusion?: readonly (readonly number[])[];
  readonly samples: readonly SampleOutputs[];
}

/** Classes of which a whole matrix still fits a terminal. */
const MATRIX_CLASSES = 20;
/** Rows of the list that stands for a larger one. */
const LISTED = 20;
/** Classes told of a sample. */
const TOLD = 3;

/** One evaluated checkpoint: its figures, its confusion matrix, and the samples asked for. */
export function evaluationText(
  evaluated: EvaluatedCheckpoint,
  { count, classes = [] }: ValidationFacts,
): string {
  const { checkpoint, confusion, samples } = evaluated;
  const { initializer, seed, step, best } = checkpoint.facts;
  const accuracy = evaluated.accuracy === undefined ? '' : `accuracy ${percent(evaluated.accuracy)}, `;
  return [
    `${initializer}, seed ${seed}, step ${step}${best?.step === step ? ' (best)' : ''}: ` +
      `${accuracy}loss ${loss(evaluated.loss)} on ${count} validation samples`,
    ...(confusion ? [matrixText(confusion, classes)] : []),
    ...(samples.length > 0 ? [table(sampleColumns(classes), samples)] : []),
  ].join('\n\n');
}

function matrixText(matrix: readonly (readonly number[])[], classes: readonly string[]): string {
  if (classes.length > MATRIX_CLASSES) {
    const listed = confusions(matrix).slice(0, LISTED);
    return table(
      [
        { title: 'class', cell: ({ label }) => nameOf(label, classes) },
        { title: 'taken for', cell: ({ predicted }) => nameOf(predicted, classes) },
        { title: 'samples', align: 'right', cell: ({ count }) => String(count) },
      ],
      listed,
    );
  }
  const rows = matrix.map((counts, label) => ({ label, counts }));
  const width = matrix[0]?.length ?? 0;
  return table(
    [
      { title: 'class ╲ taken for', cell: ({ label }) => nameOf(label, classes) },
      ...Array.from({ length: width }, (_, column): Column<(typeof rows)[number]> => ({
        title: nameOf(column, classes),
        align: 'right',
        cell: ({ counts }) => String(counts[column] ?? 0),
      })),
      {
        title: 'right',
        align: 'right',
        cell: ({ label, counts }) =>
          percent((counts[label] ?? 0) / counts.reduce((sum, count) => sum + count, 0)),
      },
    ],
    rows,
  );
}

const sampleColumns = (classes: readonly string[]): readonly Column<SampleOutputs>[] =>
  classes.length === 0
    ? [
        { title: 'sample', align: 'right', cell: ({ index }) => String(index) },
        { title: 'target', cell: ({ targets = [] }) => targets.map(significant).join(', ') },
        { title: 'output', cell: ({ outputs = [] }) => outputs.map(significant).join(', ') },
      ]
    : [
        { title: 'sample', align: 'right', cell: ({ index }) => String(index) },
        { title: 'class', cell: ({ label }) => nameOf(label, classes) },
        { title: 'taken for', cell: ({ predicted }) => nameOf(predicted, classes) },
        { title: 'probabilities', cell: ({ probabilities = [] }) => likeliest(probabilities, classes) },
      ];

const likeliest = (probabilities: readonly number[], classes: readonly string[]): string =>
  probabilities
    .map((probability, output) => ({ probability, output }))
    .sort((a, b) => b.probability - a.probability)
    .slice(0, TOLD)
    .map(({ probability, output }) => `${nameOf(output, classes)} ${percent(probability)}`)
    .join(', ');

/** A network may have more outputs than there are classes. */
const nameOf = (output: number | undefined, classes: readonly string[]): string =>
  classes[output ?? NaN] ?? 'no class';
