import type { ExperimentCode } from '../../experiment/codes';
import { matches } from '../../experiment/resolve/patterns';
import type { TransferProblem, TransferQuestion } from '../../runs/inspectTransfer';
import type { Problem, Span } from '../../schema/problem';
import { findEntry } from '../../schema/syntax';
import { t } from '../../shared/l10n';
import type { ConfigDocument } from './configDocument';

/** What to ask of the weights that a config begins with; undefined where it takes none over or has mistakes. */
export function transferQuestion({ experiment }: ConfigDocument): TransferQuestion | undefined {
  if (experiment?.transfer === undefined) return undefined;
  const { transfer, model, initializers, training } = experiment;
  const trials = initializers.flatMap(({ label }) =>
    training.seeds.map((seed) => ({ initializer: label, seed })),
  );
  return { transfer, model, trials };
}

/** Why the weights that a config begins with cannot be taken over, each at its place in the file. */
export const transferProblems = (
  { outline }: ConfigDocument,
  found: readonly TransferProblem[],
): readonly Problem[] =>
  found.flatMap(({ about, message, suggestion }) => {
    const span = placeOf(outline, about);
    const code: ExperimentCode = typeof about === 'string' ? 'unreadable-weights' : 'unfitting-weights';
    const text = t('weights cannot be taken over: {0}', message);
    return span === undefined
      ? []
      : [
          {
            severity: 'error' as const,
            code,
            message: text,
            range: outline.places.range(span),
            ...(suggestion !== undefined && { suggestion }),
          },
        ];
  });

/** The value of the key, or what names the layer; else `from`, which everything depends on. */
function placeOf({ root }: ConfigDocument['outline'], about: TransferProblem['about']): Span | undefined {
  const node = findEntry(root, 'transfer')?.value;
  if (node === undefined) return undefined;
  const from = findEntry(node, 'from')?.value.span ?? node.span;
  if (typeof about === 'string') return findEntry(node, about)?.value.span ?? from;
  const reuse = findEntry(node, 'reuse')?.value;
  if (reuse?.kind === 'mapping')
    return reuse.entries.find(({ key }) => matches(key, about.layer))?.value.span ?? from;
  const items = reuse?.kind === 'sequence' ? reuse.items : reuse === undefined ? [] : [reuse];
  const named = items.find((item) => item.kind === 'scalar' && matches(String(item.value), about.layer));
  return named?.span ?? from;
}
