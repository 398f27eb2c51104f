import { PER_LAYER, initializerItem } from '../../../experiment/schema/initializers';
import { TRUNCATED_STDDEV } from '../../../nn/initializers/fill';
import { choiceKeys } from '../../../schema/read';
import { nodeAt } from '../../../schema/syntax';
import type { SyntaxNode } from '../../../schema/syntax';
import { t } from '../../../shared/l10n';
import { significant } from '../../numbers';
import { fittedKernels, fittingInitializer, proposalText, scaleFor, typical } from '../../rules/fit';
import type { Fitted, Proposal } from '../../rules/fit';
import type { Subject } from '../../rules/rule';
import { keyText, scalarText } from '../completion/snippets';
import type { ConfigDocument } from '../configDocument';
import { isJson, replace } from './edit';
import type { Fix } from './edit';

/** Replaces an initializer by one that keeps the signal under the activations of this network. */
export function useFitting(document: ConfigDocument, index: number, subject: Subject): Fix | undefined {
  const example = typical(fittedKernels(subject)) ?? fallback(subject);
  if (example === undefined) return undefined;
  const proposal = fittingInitializer(example);
  const edit = rewrite(document, index, proposal);
  return (
    edit && {
      title: t('Use {0}, which fits {1}', proposalText(proposal), example.activation.name),
      edits: [edit],
      preferred: true,
    }
  );
}

/** Where nothing propagates (all weights equal), the first activation of the network is what to fit. */
function fallback({ model, prediction, theory }: Subject): Fitted | undefined {
  const index = model.layers.findIndex(({ activation }) => activation !== undefined);
  const activation = model.layers[index]?.activation;
  const layer = prediction.layers.find(({ weights }, i) => i > index && weights !== undefined);
  if (activation === undefined || layer?.weights === undefined) return undefined;
  const { fanIn, scale } = layer.weights;
  return { layer, activation, fanIn, scale, wanted: scaleFor(activation, theory) };
}

/** Sets the spread of the initializer so that σ_w² is what the activation asks for at the usual fan-in. */
export function setCriticalScale(document: ConfigDocument, index: number, subject: Subject): Fix | undefined {
  const example = typical(fittedKernels(subject));
  if (example === undefined) return undefined;
  const spec = subject.choice.layers[example.layer.name]?.kernel;
  if (spec === undefined) return undefined;
  const { fanIn, activation, wanted } = example;
  const parameters = scaledTo(spec.name, Math.sqrt(wanted.target / fanIn));
  if (parameters === undefined) return undefined;
  const proposal = { name: spec.name, parameters };
  const edit = rewrite(document, index, proposal);
  return (
    edit && {
      title: t(
        'Set {0}: σ_w² {1} for {2} at fan-in {3}',
        proposalText(proposal),
        significant(wanted.target),
        activation.name,
        fanIn,
      ),
      edits: [edit],
    }
  );
}

/** Parameters of an initializer of fixed spread that give its weights a standard deviation. */
function scaledTo(name: string, sd: number): Readonly<Record<string, number>> | undefined {
  const rounded = (value: number): number => Number(value.toPrecision(4));
  switch (name) {
    case 'randomNormal':
      return { stddev: rounded(sd) };
    case 'truncatedNormal':
      return { stddev: rounded(sd / TRUNCATED_STDDEV) };
    case 'randomUniform': {
      const limit = rounded(Math.sqrt(3) * sd);
      return { minval: -limit, maxval: limit };
    }
    default:
      return undefined;
  }
}

/** Writes another initializer in the place of an entry; its label stays. */
function rewrite(
  document: ConfigDocument,
  index: number,
  proposal: Proposal,
): ReturnType<typeof replace> | undefined {
  const item = nodeAt(document.outline.root, ['initializers', index]);
  if (item === undefined || item.aliased) return undefined;
  const json = isJson(document);
  const pair = `${keyText(proposal.name, { json })}${parametersText(proposal, json)}`;
  const whole =
    Object.keys(proposal.parameters).length === 0
      ? scalarText(proposal.name, { json })
      : json
        ? `{ ${pair} }`
        : pair;
  if (item.kind === 'scalar') return replace(document, item.span, whole);
  const chosen = chosenEntry(item);
  if (chosen === undefined || chosen.key === PER_LAYER || item.kind !== 'mapping') return undefined;
  const isFlow = document.text.charAt(item.span.start) === '{';
  if (item.entries.length > 1 || (isFlow && whole === pair)) return replace(document, chosen.span, pair);
  return replace(document, item.span, whole);
}

const chosenEntry = (item: SyntaxNode) =>
  item.kind === 'mapping' ? choiceKeys(initializerItem, item).chosen[0] : undefined;

function parametersText({ parameters }: Proposal, json: boolean): string {
  const pairs = Object.entries(parameters).map(
    ([name, value]) => `${keyText(name, { json })}${String(value)}`,
  );
  return pairs.length === 0 ? '{}' : `{ ${pairs.join(', ')} }`;
}
