import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Frees what nobody holds any more. Twice, for a collection's array buffers are given back by the time of the next. */
export function collectGarbage(): void {
  collect();
  collect();
}
