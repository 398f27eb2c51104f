import { exhaustMemory } from './exhaustMemory';
import '../../../../src/trainer/main';

/** The product's trainer, whose memory runs out at SIGUSR2. */
process.on('SIGUSR2', exhaustMemory);
