import { matches } from '../experiment/resolve/patterns';
import { readCheckpoint } from './store/checkpoints';
import type { StoredCheckpoint } from './store/checkpoints';
import { tensorStatistics } from './weightStatistics';
import type { TensorStatistics } from './weightStatistics';

/** One tensor of a trial over the checkpoints that were kept, by step. */
export interface TensorHistory extends Pick<TensorStatistics, 'path' | 'shape'> {
  readonly points: readonly TensorPoint[];
}

export interface TensorPoint extends Omit<TensorStatistics, 'path' | 'shape'> {
  readonly step: number;
  /** Euclidean norm of the difference to the checkpoint before, relative to the norm there; absent where there is none. */
  readonly change?: number;
}

/**
 * Follows the weights and normalisation statistics of layers through the checkpoints of one trial.
 *
 * @param stored of one trial, by step
 * @param layers names or patterns (`dense_*`); all layers when there are none
 * @throws DataError when a checkpoint is damaged
 */
export async function acrossCheckpoints(
  stored: readonly StoredCheckpoint[],
  layers: readonly string[] = [],
): Promise<readonly TensorHistory[]> {
  const histories = new Map<string, { shape: readonly number[]; points: TensorPoint[] }>();
  const isMeant = (path: string): boolean =>
    layers.length === 0 || layers.some((pattern) => matches(pattern, path.slice(0, path.lastIndexOf('/'))));
  let before: ReadonlyMap<string, Float32Array> = new Map();
  for (const { folder, facts } of stored) {
    const { tensors } = await readCheckpoint(folder);
    const values = new Map<string, Float32Array>();
    for (const { path, shape, ...figures } of tensorStatistics(tensors)) {
      if (!isMeant(path)) continue;
      const own = tensors[`weights/${path}`] ?? tensors[`statistics/${path}`];
      if (own) values.set(path, own.values);
      const earlier = before.get(path);
      const history = histories.get(path) ?? { shape, points: [] };
      const change = own && earlier && relativeChange(earlier, own.values);
      history.points.push({ step: facts.step, ...figures, ...(change !== undefined && { change }) });
      histories.set(path, history);
    }
    before = values;
  }
  return [...histories].map(([path, history]) => ({ path, ...history }));
}

/** Undefined where all was zero. */
function relativeChange(before: Float32Array, now: Float32Array): number | undefined {
  let [difference, norm] = [0, 0];
  for (let i = 0; i < now.length; i++) {
    const old = before[i]!;
    difference += (now[i]! - old) ** 2;
    norm += old ** 2;
  }
  return norm === 0 ? undefined : Math.sqrt(difference / norm);
}
