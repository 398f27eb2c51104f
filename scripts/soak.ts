import path from 'node:path';
import { parseArgs } from 'node:util';
import { record } from './reliability/results';
import { runSoak } from './soak/runSoak';

/**
 * `npm run soak -- [--minutes N] [--record]`: experiments one after the other, half of them in a trainer process each,
 * half of them in one, all of them shown by one page of the panel; and what they leave in the memory of the host, the
 * trainer and the page. `--record` notes the slopes for docs/reliability.md.
 */
const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '3' }, record: { type: 'boolean', default: false } },
});
const places = await runSoak({
  minutes: Number(values.minutes),
  warmUp: 5,
  counted: 3,
  folder: path.resolve('.cache/soak'),
});
console.log(places);
const command = `npm run soak -- --minutes ${values.minutes}`;
if (values.record)
  for (const [place, result] of Object.entries(places)) record('soak', place, { ...result, command });
