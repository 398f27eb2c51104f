import { existsSync } from 'node:fs';
import { exhaustMemory } from './exhaustMemory';
import '../../../../src/trainer/crew/worker';

/** The product's worker thread, whose memory runs out once a file is there: signals reach the process alone. */
setInterval(() => {
  if (existsSync(process.env['INITSCOPE_TEST_EXHAUST'] ?? '')) exhaustMemory();
}, 20).unref();
