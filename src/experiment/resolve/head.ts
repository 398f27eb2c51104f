import type { DatasetDescription } from '../../data/dataset';
import { formatShape } from '../../nn/shape';
import { t } from '../../shared/l10n';
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
  const wanted = classes === undefined ? t('{0} value(s)', outputs) : t('{0} classes', outputs);
  const [width = 0] = shape;
  const head = {
    span: (entry?.primary === undefined ? undefined : written.parameter(entry.primary))?.span ?? written.head,
    suggestion: written.type === 'dense' ? String(outputs) : undefined,
  };
  if (shape.length !== 1)
    report({
      severity: 'error',
      code: 'shape',
      message: t(
        'the model ends in {0}, but {1} has {2}: expected one row of {3} (flatten, then dense: {3})',
        formatShape(shape),
        title,
        wanted,
        outputs,
      ),
      span: last.written.head,
    });
  else if (width < outputs)
    report({
      severity: 'error',
      code: 'too-narrow',
      message: t('{0} ends the model with {1} outputs, but {2} has {3}', name, width, title, wanted),
      ...head,
    });
  else if (width > outputs)
    report({
      severity: classes === undefined ? 'error' : 'warning',
      code: 'too-wide',
      message: t('{0} ends the model with {1} outputs, but {2} has only {3}', name, width, title, wanted),
      ...head,
    });
}
