import type { ReadableRun, RunEntry } from './runStore';

/** Runs named in a message. */
const SHOWN = 5;

/**
 * Finds the run that `reference` means: `latest`, an id, a name, or the beginning of exactly one id, in this order.
 *
 * @param entries the latest first
 */
export function resolveRun(
  entries: readonly RunEntry[],
  reference: string,
): { readonly run: ReadableRun } | { readonly problem: string } {
  if (entries.length === 0) return { problem: 'there are no runs yet' };
  if (reference === 'latest') {
    const latest = entries.find((entry) => entry.kind === 'run');
    return latest === undefined ? { problem: 'no run can be read' } : { run: latest };
  }
  const ways: ((entry: RunEntry) => boolean)[] = [
    ({ id }) => id === reference,
    (entry) => entry.kind === 'run' && entry.manifest.name === reference,
    ({ id }) => reference !== '' && id.startsWith(reference),
  ];
  for (const means of ways) {
    const [match, ...others] = entries.filter(means);
    if (match === undefined) continue;
    if (others.length > 0)
      return { problem: `“${reference}” means several runs: ${idsOf([match, ...others])}` };
    return match.kind === 'run' ? { run: match } : { problem: match.reason };
  }
  return { problem: `no run has the id or name “${reference}”; the latest are ${idsOf(entries)}` };
}

function idsOf(entries: readonly RunEntry[]): string {
  const ids = entries.slice(0, SHOWN).map(({ id }) => id);
  return entries.length > SHOWN ? `${ids.join(', ')} and ${entries.length - SHOWN} more` : ids.join(', ');
}
