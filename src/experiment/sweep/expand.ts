import { valueOf } from '../../schema/check';
import { liesIn } from '../../schema/problem';
import type { MappingEntry, MappingNode, SyntaxNode } from '../../schema/syntax';
import { findEntry } from '../../schema/syntax';
import { t } from '../../shared/l10n';
import type { ExperimentReport } from '../codes';
import type { Experiment } from '../experiment';
import { sweepSchema } from '../schema/sweep';
import { withCommonLabels } from './labels';
import { countOf, gridOf, pointName } from './sweep';
import type { Sweep, SweepAxis } from './sweep';
import { withSwept } from './targets';

/** More are hardly trained one after another, and an editor would have to check them at every keystroke. */
export const MOST_POINTS = 256;

/** More of them are too many for each keystroke. */
const MANY_POINTS = 24;

/** All values but one are the first of theirs. */
const isAlongAxis = (at: readonly number[]): boolean => at.filter((index) => index > 0).length <= 1;

/** An axis as it is written: one node for each value. */
interface WrittenAxis extends SweepAxis {
  readonly entry: MappingEntry;
  readonly nodes: readonly SyntaxNode[];
}

/**
 * The experiments of a config with a `sweep`. Every point is a config of its own, with the values in their places, and
 * is held to all that a config is held to; its mistakes are reported where the value is listed.
 *
 * @param root of a config that is valid as written
 * @param resolve reads a config without a sweep; undefined where it is not valid, or its dataset not known yet
 * @param typing of a large grid only the points along its axes are looked at, where all but one value is the first
 */
export function expandSweep(
  root: SyntaxNode,
  resolve: (root: SyntaxNode, report: ExperimentReport) => Experiment | undefined,
  report: ExperimentReport,
  typing: boolean,
): Sweep | undefined {
  const axes = axesOf(root, report);
  if (axes === undefined) return undefined;
  const grid = gridOf(axes);
  const places = typing && grid.length > MANY_POINTS ? grid.filter(isAlongAxis) : grid;
  const base = withoutSweep(root);
  const told = new Set<string>();
  const experiments = places.map((at) => {
    const items = axes.flatMap(({ nodes }, axis) => nodes[at[axis] ?? -1] ?? []);
    const name = pointName(axes, at);
    const findingAt: ExperimentReport = (finding) => {
      if (finding.severity !== 'error') return;
      const here = items.find(({ span }) => liesIn(span, finding.span)) ?? items[0];
      const span = here?.span ?? finding.span;
      const key = `${finding.code} ${span.start}`;
      if (told.has(key)) return; // the same mistake at every point with this value
      told.add(key);
      report({ ...finding, span, message: t('{0} (at {1})', finding.message, name), suggestion: undefined });
    };
    const pointRoot = withValues(
      base,
      inOrder(axes, at),
      ({ name: swept, entry, node }, problem, suggestion) => {
        const key = `${swept} ${problem}`;
        if (!told.has(key))
          report({
            severity: 'error',
            code: 'sweep-target',
            message: problem,
            span: swept === 'depth' ? node.span : entry.keySpan,
            suggestion,
          });
        told.add(key);
      },
    );
    return pointRoot && resolve(pointRoot, findingAt);
  });
  if (told.size > 0 || experiments.includes(undefined)) return undefined;
  const labelled = withCommonLabels(experiments.filter((experiment) => experiment !== undefined));
  return {
    axes: axes.map(({ name, values }) => ({ name, values })),
    points: labelled.map((experiment, index) => ({ at: places[index] ?? [], experiment })),
  };
}

/** The config of one point of a sweep; undefined where its `sweep` has no such point. */
export function pointConfig(root: SyntaxNode, at: readonly number[]): SyntaxNode | undefined {
  const axes = axesOf(root, () => undefined);
  return axes && withValues(withoutSweep(root), inOrder(axes, at), () => undefined);
}

interface SweptNode {
  readonly name: string;
  readonly entry: MappingEntry;
  readonly node: SyntaxNode;
}

/** A config with values in their places; undefined, and told why, where one has none. */
const withValues = (
  base: SyntaxNode | undefined,
  swept: readonly SweptNode[],
  failed: (at: SweptNode, problem: string, suggestion: string | undefined) => void,
): SyntaxNode | undefined =>
  swept.reduce<SyntaxNode | undefined>((changed, one) => {
    const made = changed && withSwept(changed, one.name, one.node);
    if (made === undefined || 'node' in made) return made?.node;
    failed(one, made.problem, made.suggestion);
    return undefined;
  }, base);

/** Depth comes last, so that paths and widths mean the layers as written. */
const inOrder = (axes: readonly WrittenAxis[], at: readonly number[]): readonly SweptNode[] =>
  axes
    .flatMap(({ name, entry, nodes }, axis) => {
      const node = nodes[at[axis] ?? -1];
      return node === undefined ? [] : [{ name, entry, node }];
    })
    .sort((a, b) => Number(a.name === 'depth') - Number(b.name === 'depth'));

function axesOf(root: SyntaxNode, report: ExperimentReport): readonly WrittenAxis[] | undefined {
  const section = findEntry(root, 'sweep');
  const swept = section && valueOf(sweepSchema, section.value);
  if (section?.value.kind !== 'mapping' || swept === undefined) return undefined;
  const axes = section.value.entries.map((entry): WrittenAxis => ({
    name: entry.key,
    values: swept[entry.key] ?? [],
    entry,
    nodes: entry.value.kind === 'sequence' ? entry.value.items : [],
  }));
  const points = countOf(axes);
  if (points > MOST_POINTS)
    report({
      severity: 'error',
      code: 'too-many-points',
      message: t('expected at most {0} combinations (sweep), found {1}', MOST_POINTS, points),
      span: section.keySpan,
    });
  const repeated = axes.flatMap(({ name, values, nodes }) =>
    values.flatMap((value, index) => {
      const node = values.indexOf(value) < index ? nodes[index] : undefined;
      return node === undefined ? [] : [{ name, value, node }];
    }),
  );
  for (const { name, value, node } of repeated)
    report({
      severity: 'error',
      code: 'duplicate-value',
      message: t(
        '{0} has the value {1} twice; it would train the same experiment again',
        name,
        String(value),
      ),
      span: node.span,
    });
  return axes.length === 0 || points > MOST_POINTS || repeated.length > 0 ? undefined : axes;
}

const withoutSweep = (root: SyntaxNode): MappingNode | undefined =>
  root.kind === 'mapping'
    ? { ...root, entries: root.entries.filter(({ key }) => key !== 'sweep') }
    : undefined;
