import { MarkupKind } from 'vscode-languageserver-types';
import type { Hover } from 'vscode-languageserver-types';
import { layerNodesOf } from '../../../experiment/layerNodes';
import { experimentSchema } from '../../../experiment/schema/experiment';
import { locate } from '../../../schema/locate';
import type { Place } from '../../../schema/locate';
import { entryNamed, formFor } from '../../../schema/read';
import type { Schema } from '../../../schema/schema';
import { nodeAt } from '../../../schema/syntax';
import { t } from '../../../shared/l10n';
import { entryDoc, schemaDoc } from '../completion/documentation';
import { toLspRange } from '../positions';
import type { ConfigState } from '../state';
import { datasetHover } from './dataset';
import { initializerHover } from './initializer';
import { layerHover } from './layer';

/** What stands at an offset, explained for this model. */
export function hoverAt(state: ConfigState, offset: number): Hover | undefined {
  const { root, places } = state.document.outline;
  const place = root && locate(experimentSchema, root, offset);
  if (place === undefined) return undefined;
  const span = place.key?.keySpan ?? (place.node.kind === 'scalar' ? place.node.span : undefined);
  if (span === undefined || offset > span.end) return undefined;
  const value = special(state, place) ?? general(place);
  return value === undefined || value === ''
    ? undefined
    : { contents: { kind: MarkupKind.Markdown, value }, range: toLspRange(places.exactRange(span)) };
}

/** The name of a registry entry at the place, as a key or as a bare name. */
function entryName(place: Place): string | undefined {
  const { key, node, schema, fields } = place;
  if (key !== undefined) return fields === undefined ? key.key : undefined;
  return fields === undefined &&
    choiceSchema(schema, place)?.kind === 'choice' &&
    node.kind === 'scalar' &&
    typeof node.value === 'string'
    ? node.value
    : undefined;
}

/** Where the model decides what there is to say: an initializer, a layer, the dataset. */
function special(state: ConfigState, place: Place): string | undefined {
  const [section, second] = place.path;
  const steps = place.key === undefined ? place.path.length : place.path.length - 1;
  const name = entryName(place);
  if (section === 'dataset') {
    const isSource = place.path.length === 1 || (second === 'source' && steps <= 2);
    return isSource ? datasetHover(state, place.key === undefined ? name : entryOfSource(place)) : undefined;
  }
  if (name === undefined || choiceOf(place) === undefined) return undefined;
  if (section === 'initializers' && typeof second === 'number' && steps === 2)
    return initializerHover(state, second, name);
  if (section !== 'model' || second !== 'layers') return undefined;
  const layer = nodeAt(state.document.outline.root, place.path.slice(0, steps));
  const index = layerNodesOf(state.document.outline.root).findIndex(({ node }) => node === layer);
  return index < 0 ? undefined : layerHover(state, index, name);
}

const entryOfSource = ({ key }: Place): string | undefined =>
  key?.value.kind === 'scalar' && typeof key.value.value === 'string' ? key.value.value : undefined;

/** The entry of a choice that the place names. */
function choiceOf(place: Place): string | undefined {
  const name = entryName(place);
  const choice = choiceSchema(place.schema, place);
  return name !== undefined && choice?.kind === 'choice' && entryNamed(choice, name) ? name : undefined;
}

const choiceSchema = (schema: Schema, { node }: Place): Schema | undefined =>
  schema.kind === 'forms' ? formFor(schema, node) : schema;

function general(place: Place): string | undefined {
  const { key, fields, schema, node } = place;
  if (key !== undefined && fields !== undefined) {
    const field = Object.hasOwn(fields, key.key) ? fields[key.key] : undefined;
    return field && `**${key.key}**\n\n${schemaDoc(field.schema, field.required)}`;
  }
  const choice = choiceSchema(schema, place);
  if (choice?.kind === 'choice') {
    const name = entryName({ ...place, schema: choice });
    const entry = name === undefined ? undefined : entryNamed(choice, name);
    if (entry !== undefined) return entryDoc(entry);
    const sibling = key && Object.hasOwn(choice.siblings, key.key) ? choice.siblings[key.key] : undefined;
    return sibling && schemaDoc(sibling.schema, sibling.required);
  }
  if (choice?.kind === 'map') {
    if (key === undefined) return t(choice.doc);
    const own = choice.keys && Object.hasOwn(choice.keys, key.key) ? choice.keys[key.key] : undefined;
    return t(own ?? choice.keyDoc);
  }
  if (choice?.kind === 'enum' && node.kind === 'scalar' && typeof node.value === 'string') {
    const own = Object.hasOwn(choice.values, node.value) ? choice.values[node.value] : undefined;
    return own === undefined ? schemaDoc(choice) : t(own);
  }
  return choice && schemaDoc(choice);
}
