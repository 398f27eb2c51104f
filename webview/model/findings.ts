import { told } from '../../src/health/finding';
import type { HealthAction, HealthFinding, HealthSeverity } from '../../src/health/finding';
import { healthRules, healthSpec, isHealthRule } from '../../src/health/registry';
import type { HealthRuleName } from '../../src/health/registry';
import { groupFindings } from '../../src/runs/groupFindings';
import { parseTag } from '../../src/shared/tags';
import { t } from '../../src/shared/l10n';
import type { PageState } from '../contract';
import { formatCount, formatValue } from './format';
import { MEASURES } from './measures';
import type { Scene } from './scene';
import { shownInitializers, shownSeeds } from './scene';

/** What a severity is called, and what it means. */
export const SEVERITY_TEXTS: Readonly<
  Record<HealthSeverity, { readonly name: string; readonly means: string }>
> = {
  get error() {
    return { name: t('Error'), means: t('learns nothing of use') };
  },
  get warning() {
    return { name: t('Warning'), means: t('learns worse than it could') };
  },
  get info() {
    return { name: t('Note'), means: t('worth knowing') };
  },
};

const DONE: Readonly<Record<HealthAction, string | undefined>> = {
  note: undefined,
  get notify() {
    return t('You were told at once.');
  },
  get stopInitializer() {
    return t('The trials of this initializer were stopped.');
  },
  get stopAll() {
    return t('The run was stopped.');
  },
};

/** A rule as it is explained. */
export interface RuleText {
  readonly name: HealthRuleName;
  readonly title: string;
  readonly doc: string;
  readonly when: string;
  readonly source: string;
}

/** One rule's finding about one initializer, over its seeds. */
export interface FindingText {
  readonly finding: HealthFinding;
  readonly title: string;
  /** What was found, and what to do about it. */
  readonly told: ReturnType<typeof told>;
  /** Absent where a newer version has found it. */
  readonly rule: RuleText | undefined;
  readonly seeds: readonly number[];
  /** The figure that it rests on. */
  readonly evidence: string;
  /** What was done about it. */
  readonly done: string | undefined;
  /** Where a click leads: `step 40, dense_2`. */
  readonly place: string;
}

/** Findings about what is shown, oldest first; those about the data concern all. */
export function shownFindings(scene: Scene): readonly HealthFinding[] {
  const [initializers, seeds] = [new Set(shownInitializers(scene)), new Set(shownSeeds(scene))];
  return scene.findings.filter(
    ({ initializer, seed }) =>
      (initializer === undefined || initializers.has(initializer)) && (seed === undefined || seeds.has(seed)),
  );
}

export const titleOf = ({ rule }: HealthFinding): string =>
  isHealthRule(rule) ? t(healthRules[rule].title) : rule;

/** The gravest first. */
export const findingTexts = (scene: Scene): readonly FindingText[] =>
  groupFindings(shownFindings(scene)).map(({ first, seeds }) => ({
    finding: first,
    title: titleOf(first),
    told: told(first),
    rule: isHealthRule(first.rule) ? ruleText(first.rule) : undefined,
    seeds,
    evidence: evidenceOf(first),
    done: DONE[first.action],
    place: [t('step {0}', formatCount(first.step)), ...(first.layer === undefined ? [] : [first.layer])].join(
      ', ',
    ),
  }));

/** Rules that watch this run, and those that its config has switched off. */
export function watchedRules({ manifest }: Scene): {
  readonly on: readonly RuleText[];
  readonly off: readonly RuleText[];
} {
  const spec = healthSpec(manifest.experiment.health);
  const all = (Object.keys(healthRules) as HealthRuleName[]).map(ruleText);
  const isOn = ({ name }: RuleText): boolean => spec[name] !== undefined;
  return { on: all.filter(isOn), off: all.filter((rule) => !isOn(rule)) };
}

/** Shows what was found where it was found: its step, layer and figure; losses and data are on the overview. */
export const goTo =
  ({ step, layer, evidence }: HealthFinding) =>
  (state: PageState): PageState => {
    if (layer === undefined) return { ...state, step, tab: 'overview' };
    const statistic = parseTag(evidence.tag ?? '').statistic;
    const measure = MEASURES.find((one) => one.statistic === statistic)?.id;
    return { ...state, step, layer, tab: 'layers', ...(measure === undefined ? {} : { measure }) };
  };

function ruleText(name: HealthRuleName): RuleText {
  const { title, doc, when, source } = healthRules[name];
  return { name, title: t(title), doc: t(doc), when: t(when), source };
}

/** `dead_fraction/dense_2 was 0.62, held against 0.5`. */
function evidenceOf({ evidence: { tag, value, threshold, predicted } }: HealthFinding): string {
  const figure = t(
    '{0}: {1}, held against {2}',
    tag ?? t('Of the data'),
    formatValue(value),
    formatValue(threshold),
  );
  return predicted === undefined ? figure : `${figure}; ${t('predicted {0}', formatValue(predicted))}`;
}
