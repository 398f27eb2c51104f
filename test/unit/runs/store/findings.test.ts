import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { HealthFinding } from '../../../../src/health/finding';
import { formatFinding } from '../../../../src/health/finding';
import { appendFinding, FindingsReader } from '../../../../src/runs/store/findings';
import { FINDINGS_FILE } from '../../../../src/runs/store/layout';
import { temporaryFolder } from '../temporaryFolder';

const finding = (initializer: string): HealthFinding => ({
  rule: 'deadUnits',
  severity: 'warning',
  action: 'note',
  initializer,
  seed: 1,
  step: 0,
  message: 'all dead',
  advice: 'none',
  evidence: { value: 1, threshold: 0.5 },
});

test('findings are followed as they are written; a line cut short waits for its end', async () => {
  const folder = temporaryFolder();
  const reader = new FindingsReader(folder);
  expect(await reader.poll()).toEqual([]);
  appendFinding(folder, finding('zeros'));
  expect(await reader.poll()).toEqual([finding('zeros')]);
  const line = formatFinding(finding('ones ≠ zeros'));
  const bytes = Buffer.from(line);
  const middle = bytes.indexOf('≠') + 1; // within a character
  await appendFile(join(folder, FINDINGS_FILE), bytes.subarray(0, middle));
  expect(await reader.poll()).toEqual([]);
  await appendFile(join(folder, FINDINGS_FILE), bytes.subarray(middle));
  expect(await reader.poll()).toEqual([finding('ones ≠ zeros')]);
  expect(reader.findings).toHaveLength(2);
});

test('what a resumed run finds again is one finding', async () => {
  const folder = temporaryFolder();
  appendFinding(folder, finding('zeros'));
  appendFinding(folder, { ...finding('zeros'), step: 10 });
  const reader = new FindingsReader(folder);
  expect(await reader.poll()).toEqual([finding('zeros')]);
});
