import { backend } from '@tensorflow/tfjs-core';
import '../../../../src/trainer/main';

/** The product's trainer, whose GPU is lost at SIGUSR2. */
process.on('SIGUSR2', () => (backend() as unknown as { device: { destroy(): void } }).device.destroy());
