import { ACTIONS, SEVERITIES } from '../../health/finding';
import type { HealthAction, HealthSeverity } from '../../health/finding';
import { healthRules } from '../../health/registry';
import type { HealthRule } from '../../health/rule';
import { boolean, enumeration, forms, object, optional } from '../../schema/schema';
import type { Fields } from '../../schema/schema';

const severityDocs: Readonly<Record<HealthSeverity, string>> = {
  error: 'Learns nothing of use.',
  warning: 'Learns worse than it could.',
  info: 'Worth knowing.',
};

const actionDocs: Readonly<Record<HealthAction, string>> = {
  note: 'Kept with the run and shown wherever the run is.',
  notify: 'Also told at once: a notification in the editor, a line in the terminal.',
  stopInitializer: 'Also ends the trials of this initializer, with all its seeds; the others go on.',
  stopAll: 'Also stops the run.',
};

const ordered = <V extends string>(names: readonly V[], docs: Readonly<Record<V, string>>) =>
  Object.fromEntries(names.map((name) => [name, docs[name]])) as Readonly<Record<V, string>>;

/** The keys of a rule: its own parameters, then what all rules have. */
export const healthRuleFields = ({ parameters, severity, action }: HealthRule) => ({
  ...parameters,
  severity: optional(
    enumeration(ordered(SEVERITIES, severityDocs), { doc: 'How grave it is.', default: severity }),
  ),
  action: optional(
    enumeration(ordered(ACTIONS, actionDocs), { doc: 'What happens when it is found.', default: action }),
  ),
});

/** One key per rule of the registry. */
export const healthFields: Fields = Object.fromEntries(
  Object.entries<HealthRule>(healthRules).map(([name, rule]) => {
    const about = { title: rule.title, doc: rule.when };
    return [
      name,
      optional(
        forms([object(healthRuleFields(rule), about), boolean({ doc: '`false`: not evaluated.' })], about),
      ),
    ];
  }),
);

export const healthSchema = forms(
  [
    object(healthFields, { doc: 'Rules that watch training, by name.' }),
    boolean({ doc: '`false`: no rule is evaluated.' }),
  ],
  {
    doc: 'Rules that watch training and note what goes wrong: all are on, with their defaults, unless set here. `false` for none.',
  },
);
