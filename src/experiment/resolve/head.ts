import type { DatasetDescription } from '../../data/dataset';
import { formatShape } from '../../nn/shape';
import type { ExperimentReport } from '../codes';
import type { ResolvedLayer } from './model';

/** Holds the output of the last layer against what the dataset asks for. */
export function checkHead(
  layers: readonly ResolvedLayer[],
  { outputs, classes, title }: DatasetDescription,
  report: ExperimentReport,
): void {
  const last = layers.at(-1);
  const shape = last?.outputShape;
  if (last === undefined || shape === undefined) return;
  const { entry, written, name = '' } = layers.findLast(({ entry: layer }) => layer?.hasKernel) ?? last;
  const wanted = classes === undefined ? `${outputs} value(s)` : `${outputs} classes`;
  const [width = 0] = shape;
  const head = {
    span: (entry?.primary === undefined ? undefined : written.parameter(entry.primary))?.span ?? written.head,
    suggestion: written.type === 'dense' ? String(outputs) : undefined,
  };
  if (shape.length !== 1)
    report({
      severity: 'error',
      code: 'shape',
      message: `the model ends in ${formatShape(shape)}, but ${title} has ${wanted}: expected one row of ${outputs} (flatten, then dense: ${outputs})`,
      span: last.written.head,
    });
  else if (width < outputs)
    report({
      severity: 'error',
      code: 'too-narrow',
      message: `${name} ends the model with ${width} outputs, but ${title} has ${wanted}`,
      ...head,
    });
  else if (width > outputs)
    report({
      severity: classes === undefined ? 'error' : 'warning',
      code: 'too-wide',
      message: `${name} ends the model with ${width} outputs, but ${title} has only ${wanted}`,
      ...head,
    });
}
