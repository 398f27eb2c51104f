import { choiceKeys, entryNamed, readEntry } from '../../schema/read';
import type { Span } from '../../schema/problem';
import type { ChoiceSchema } from '../../schema/schema';
import { findEntry } from '../../schema/syntax';
import type { SyntaxNode } from '../../schema/syntax';

/** Where the parts of a choice are written, as far as they are, valid or not. */
export interface WrittenChoice {
  readonly type?: string;
  /** The name of the entry: what to mark when the choice as a whole is meant. */
  readonly head: Span;
  /** Value of a parameter, by its name or as the primary one. */
  parameter(name: string): SyntaxNode | undefined;
  /** Names of the parameters given, in order. */
  readonly given: readonly string[];
}

export function writtenChoice(schema: ChoiceSchema, node: SyntaxNode): WrittenChoice {
  const bare = { head: node.span, parameter: () => undefined, given: [] };
  if (node.kind === 'scalar')
    return typeof node.value === 'string' && entryNamed(schema, node.value) !== undefined
      ? { ...bare, type: node.value }
      : bare;
  if (node.kind !== 'mapping') return bare;
  const [chosen] = choiceKeys(schema, node).chosen;
  const entry = chosen && entryNamed(schema, chosen.key);
  if (chosen === undefined || entry === undefined)
    return { ...bare, head: node.entries[0]?.keySpan ?? node.span };
  const reading = readEntry(entry, chosen.value);
  const { value } = chosen;
  const place = { type: chosen.key, head: chosen.keySpan };
  return reading.kind === 'primary'
    ? { ...place, parameter: (name) => (name === reading.name ? value : undefined), given: [reading.name] }
    : {
        ...place,
        parameter: (name) => findEntry(value, name)?.value,
        given: value.kind === 'mapping' ? value.entries.map(({ key }) => key) : [],
      };
}
