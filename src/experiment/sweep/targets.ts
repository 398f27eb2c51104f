import type { Put } from '../../schema/put';
import { put } from '../../schema/put';
import { hint } from '../../schema/suggest';
import type { SyntaxNode } from '../../schema/syntax';
import { findEntry } from '../../schema/syntax';
import { t } from '../../shared/l10n';
import { experimentSchema } from '../schema/experiment';
import { initializerItem, PER_LAYER } from '../schema/initializers';
import { SWEPT_NAMES, SWEPT_PATHS } from '../schema/sweep';
import { withDepth, withWidth } from './depth';

/** Sections in which a path may lie. */
const SECTIONS = [
  'dataset',
  'model',
  'initializers',
  'training',
  'telemetry',
  'health',
  'transfer',
  'engine',
];

/** The config with the value in place of what is swept under a name or path. */
export function withSwept(root: SyntaxNode, name: string, value: SyntaxNode): Put {
  if (name === 'depth') return withDepth(root, value);
  if (name === 'width') return withWidth(root, value);
  if (isShort(name)) return at(root, SWEPT_PATHS[name], value);
  if (Object.hasOwn(SWEPT_NAMES, name)) return inInitializers(root, name, value);
  const [section = ''] = name.split('.');
  if (SECTIONS.includes(section)) return at(root, name, value);
  const { text, suggestion } = hint(name, [...Object.keys(SWEPT_NAMES), ...SECTIONS]);
  return {
    problem: t('"{0}" is neither a name that can be swept nor a path in the config{1}', name, text),
    suggestion,
  };
}

const isShort = (name: string): name is keyof typeof SWEPT_PATHS => Object.hasOwn(SWEPT_PATHS, name);

const at = (root: SyntaxNode, path: string, value: SyntaxNode): Put =>
  put(experimentSchema, root, path.split('.'), value, t('the experiment'));

/** In every initializer that has the parameter, per layer too. */
function inInitializers(root: SyntaxNode, parameter: string, value: SyntaxNode): Put {
  const list = findEntry(root, 'initializers')?.value;
  if (list?.kind !== 'sequence') return { problem: t('there are no initializers') };
  const items = list.items.map((item) => {
    const perLayer = findEntry(item, PER_LAYER)?.value;
    const places: readonly (readonly string[])[] =
      perLayer?.kind === 'mapping' ? perLayer.entries.map(({ key }) => [PER_LAYER, key]) : [[]];
    return places.reduce((changed, place) => {
      const made = put(initializerItem, changed, [...place, parameter], value, t('initializer'));
      return 'node' in made ? made.node : changed;
    }, item);
  });
  if (items.every((item, i) => item === list.items[i]))
    return { problem: t('no initializer of the list has the parameter "{0}"', parameter) };
  return put(experimentSchema, root, ['initializers'], { ...list, items }, t('the experiment'));
}
