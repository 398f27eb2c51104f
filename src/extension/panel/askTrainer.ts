import type { TrainerClient, TrainerListeners } from '../../trainer/client';
import type { Log } from '../ui/log';

/** Asks a trainer process that is there for this alone. @throws what asking throws */
export async function askTrainer<T>(
  launch: (listeners: TrainerListeners) => Promise<TrainerClient>,
  log: Log,
  ask: (client: TrainerClient) => Promise<T>,
): Promise<T> {
  const client = await launch({ log: ({ text }) => log.info(text) });
  try {
    return await ask(client);
  } finally {
    await client.dispose();
  }
}
