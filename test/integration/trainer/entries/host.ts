import { launchTrainer } from '../../../../src/trainer/client';

/** A host that starts the trainer named by its argument, tells its pid and waits. */
const client = await launchTrainer({ script: process.argv[2] ?? '' });
process.send?.(client.pid);
