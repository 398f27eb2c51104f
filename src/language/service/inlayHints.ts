import { InlayHintKind } from 'vscode-languageserver-types';
import type { InlayHint, Position, Range } from 'vscode-languageserver-types';
import { formatShape, sizeOf } from '../../nn/shape';
import type { Range as TextRange } from '../../schema/problem';
import { t } from '../../shared/l10n';
import { formatCount } from '../../shared/figures';
import { significant } from '../numbers';
import { predictionOf } from './predictions';
import { isUniform, spreadText } from './spread';
import type { ConfigState } from './state';
import { takenOverText } from './takenOver';

/** Output shape and parameters behind each layer, the spread of the weights behind each initializer. */
export function inlayHintsOf(state: ConfigState, within: Range): InlayHint[] {
  const { outline, text } = state.document;
  const isVisible = ({ start, end }: TextRange): boolean =>
    end.line - 1 >= within.start.line && start.line - 1 <= within.end.line;
  const hint = (range: TextRange, label: string): InlayHint => ({
    position: endOfFirstLine(text, range),
    label,
    kind: InlayHintKind.Type,
    paddingLeft: true,
  });
  const layers = outline.layers.flatMap(({ name, range, outputShape, weights = [] }) => {
    if (outputShape === undefined || !isVisible(range)) return [];
    const parameters = weights.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
    const facts = [
      `→ ${formatShape(outputShape)}`,
      ...(parameters > 0 ? [t('{0} parameters', formatCount(parameters))] : []),
      ...(name !== undefined && takenOverText(outline, name) !== undefined ? [t('taken over')] : []),
    ];
    return [hint(range, facts.join(' · '))];
  });
  const initializers = outline.initializers.flatMap(({ range }, index) => {
    const label = isVisible(range) ? spreadHint(state, index) : undefined;
    return label === undefined ? [] : [hint(range, label)];
  });
  return [...layers, ...initializers];
}

function endOfFirstLine(text: string, { start, end }: TextRange): Position {
  if (start.line === end.line) return { line: end.line - 1, character: end.column - 1 };
  const newline = text.indexOf('\n', start.offset);
  const line = text.slice(start.offset, newline).trimEnd();
  return { line: start.line - 1, character: start.column - 1 + line.length };
}

/** `σ 0.0505 … 0.0884` over the layers. */
function spreadHint(state: ConfigState, index: number): string | undefined {
  const prediction = predictionOf(state, index);
  const choice = state.document.outline.initializers[index]?.choice;
  const kernels =
    prediction?.layers.flatMap(({ name, weights }) => (weights ? [{ name, weights }] : [])) ?? [];
  const [first] = kernels;
  if (first === undefined) return undefined;
  const sizes = kernels.map(({ weights }) => weights.sd);
  const [least, most] = [Math.min(...sizes), Math.max(...sizes)];
  const spec = choice?.layers[first.name]?.kernel;
  if (most - least < 1e-3 * most || most === 0) return spreadText(first.weights, spec);
  const bounds = [least, most].map((sd) => significant(spec && isUniform(spec) ? Math.sqrt(3) * sd : sd));
  return `${spec && isUniform(spec) ? '±' : 'σ '}${bounds.join(' … ')}`;
}
