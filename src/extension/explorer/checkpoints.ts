import { listCheckpoints } from '../../runs/store/checkpoints';
import type { StoredCheckpoint } from '../../runs/store/checkpoints';
import { trialFolderOf } from '../../runs/store/layout';
import { formatCount, loss, percent } from '../../shared/figures';
import { escapeMarkdown } from '../ui/format';
import { t } from '../ui/l10n';
import { ICONS } from './node';
import type { Keeping, Node } from './node';

/** The checkpoints below an initializer's row, as they are on disk now. */
export async function readCheckpointNodes(node: Pick<Node, 'run' | 'keeping'>): Promise<readonly Node[]> {
  const { run, keeping } = node;
  if (run === undefined || keeping === undefined) return [];
  const nodes: Node[] = [];
  const seeds = Object.keys(keeping.latest).map(Number);
  for (const seed of seeds) {
    const trial = { initializer: keeping.initializer, seed };
    const stored = await listCheckpoints(trialFolderOf(run.folder, trial));
    nodes.push(...checkpointNodes(run.folder, keeping, stored));
  }
  return nodes;
}

/** @param stored of one trial, by step */
export const checkpointNodes = (
  runFolder: string,
  { resumable, latest }: Keeping,
  stored: readonly StoredCheckpoint[],
): readonly Node[] =>
  stored.map(({ folder, facts }, index): Node => {
    const { initializer, seed, step, validation } = facts;
    const isLast = index === stored.length - 1;
    const isBest = stored.at(-1)?.facts.best?.step === step;
    const marks = [...(isLast ? [t('latest')] : []), ...(isBest ? [t('best')] : [])];
    const figure = validation?.step === step ? validation : undefined;
    const figureText =
      figure &&
      (figure.accuracy === undefined
        ? t('loss {0}', loss(figure.loss))
        : t('accuracy {0}', percent(figure.accuracy)));
    return {
      kind: 'checkpoint',
      id: `${runFolder}\n${initializer}\n${seed}\n${step}`,
      label: t('Step {0}', formatCount(step)),
      description: [
        ...(Object.keys(latest).length > 1 ? [t('seed {0}', seed)] : []),
        ...(figureText === undefined ? [] : [figureText]),
        ...marks,
      ].join(' · '),
      icon: isBest ? ICONS.best : ICONS.checkpoint,
      tooltip: tooltip(facts, marks, folder),
      context: isLast && resumable ? 'checkpoint.resumable' : 'checkpoint',
      expanded: false,
      children: [],
      run: { folder: runFolder },
      checkpoint: { initializer, seed, step },
    };
  });

function tooltip(
  { initializer, seed, step, validation, saved }: StoredCheckpoint['facts'],
  marks: readonly string[],
  folder: string,
): string {
  const head = t('Checkpoint of {0}, seed {1}, after {2} updates', initializer, seed, formatCount(step));
  return [
    `**${escapeMarkdown(head)}**${marks.length === 0 ? '' : ` — ${marks.join(', ')}`}`,
    ...(validation === undefined
      ? []
      : [
          validation.accuracy === undefined
            ? t('Validation at step {0}: loss {1}', formatCount(validation.step), loss(validation.loss))
            : t(
                'Validation at step {0}: loss {1}, accuracy {2}',
                formatCount(validation.step),
                loss(validation.loss),
                percent(validation.accuracy),
              ),
        ]),
    t('Saved {0}', escapeMarkdown(new Date(saved).toLocaleString())),
    escapeMarkdown(folder),
  ].join('  \n');
}
