import type { TensorHistory, TensorPoint } from '../../runs/acrossCheckpoints';
import { formatShape } from '../../nn/shape';
import { percent, significant } from '../../shared/figures';
import { table } from '../../shared/markdown';
import type { TrialId } from '../../shared/metrics';
import { escapeMarkdown } from '../ui/format';
import { t } from '../ui/l10n';

/** What became of each layer's tensors from checkpoint to checkpoint, as a Markdown page. */
export const weightsPage = (
  title: string,
  trials: readonly (TrialId & { readonly tensors: readonly TensorHistory[] })[],
): string =>
  [
    `# ${escapeMarkdown(title)}`,
    t(
      'Statistics of each tensor at the checkpoints that were kept; the change is to the checkpoint before, relative to the norm there.',
    ),
    ...trials.flatMap(({ initializer, seed, tensors }) => [
      `## ${escapeMarkdown(t('{0}, seed {1}', initializer, seed))}`,
      ...tensors.flatMap(({ path, shape, points }) => [
        `### ${escapeMarkdown(path)} ${formatShape(shape)}`,
        table(
          [t('Step'), t('Mean'), t('Deviation'), t('Norm'), t('Minimum'), t('Maximum'), t('Change')],
          points.map(cells),
          'right',
        ),
      ]),
    ]),
  ]
    .join('\n\n')
    .concat('\n');

const cells = ({ step, mean, sd, norm, min, max, change }: TensorPoint): readonly string[] => [
  String(step),
  ...[mean, sd, norm, min, max].map(significant),
  change === undefined ? '' : percent(change),
];
