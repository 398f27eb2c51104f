import type { Device } from '../../src/engine/engine';
import type { EngineName } from '../../src/shared/engineNames';
import type { Correctness } from './correctness';
import type { LookTime, Speed } from './speed';

/** What one engine's process found. */
export interface Report {
  readonly engine: EngineName;
  readonly version?: string;
  readonly device?: Device;
  /** Why it was not checked. */
  readonly skipped?: string;
  readonly correctness?: Correctness;
  readonly looks?: readonly LookTime[];
  readonly speeds?: readonly Speed[];
}
