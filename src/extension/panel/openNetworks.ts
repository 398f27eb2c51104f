import type { TrainerClient, TrainerListeners } from '../../trainer/client';
import type { OpenEvaluationParams } from '../../trainer/protocol';
import type { OpenNetworks } from './predictions';

/**
 * Starts a process and opens the networks of a run in it.
 * @throws what `openEvaluation` throws
 */
export async function openNetworks(
  launch: (listeners: TrainerListeners) => Promise<TrainerClient>,
  params: OpenEvaluationParams,
  log: (text: string) => void,
): Promise<OpenNetworks> {
  const client = await launch({ log: ({ text }) => log(text) });
  try {
    return { client, opened: await client.openEvaluation(params) };
  } catch (error) {
    await client.dispose();
    throw error;
  }
}
