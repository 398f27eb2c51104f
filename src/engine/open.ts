import { availableParallelism } from 'node:os';
import { performance } from 'node:perf_hooks';
import { phrase } from '../shared/phrase';
import { ENGINE_NAMES } from '../shared/engineNames';
import type { EngineName, EnginePreference } from '../shared/engineNames';
import { findMistake } from './check/check';
import { openCpu } from './cpu';
import { processor } from './device';
import type { Caution, Engine, EngineAttempt } from './engine';
import { EngineError, firstLine } from './engineError';
import { openOnnxruntime } from './onnxruntime';
import { findPackage } from './packages';
import { race } from './race/race';
import type { Verdict } from './race/race';
import { timingsIn } from './race/timings';
import type { EngineServices } from './services';
import { openTensorflow, openTensorflowGpu } from './tensorflow';
import { openWasm } from './wasm';
import { openWebgpu } from './webgpu';

/**
 * Opens one engine, unchecked.
 *
 * @throws EngineError when it cannot be used
 */
export type Opener = (services: EngineServices) => Promise<Engine>;
export type Openers = Readonly<Record<EngineName, Opener>>;

const OPENERS: Openers = {
  'tensorflow-gpu': openTensorflowGpu,
  tensorflow: openTensorflow,
  webgpu: openWebgpu,
  onnxruntime: openOnnxruntime,
  wasm: openWasm,
  cpu: openCpu,
};

export interface OpenedEngine {
  readonly engine: Engine;
  /** What was tried, in order; the last one is the engine's. */
  readonly attempts: readonly EngineAttempt[];
}

/**
 * Opens the engine asked for. `auto` takes the first, in the order of `ENGINE_NAMES`, that loads, runs on the device
 * its name promises (never a GPU played by software) and computes a known network right; a GPU must also be no slower
 * than ONNX Runtime on the processor's cores with an experiment of several trials, which is timed once for a machine.
 *
 * @throws EngineError when the engine asked for, or with `auto` every one, cannot be used
 */
export const openEngine = async (
  preference: EnginePreference,
  services: EngineServices,
  openers: Openers = OPENERS,
): Promise<OpenedEngine> => {
  if (preference !== 'auto') {
    const tried = await tryEngine(preference, services, openers);
    if ('error' in tried) throw tried.error;
    return { engine: tried.engine, attempts: [tried.attempt] };
  }
  const attempts: EngineAttempt[] = [];
  for (const name of ENGINE_NAMES) {
    const tried = await tryEngine(name, services, openers, fallsShort);
    attempts.push(tried.attempt);
    if (!('engine' in tried) || fallsShort(tried.engine)) continue;
    const { engine, attempt } = tried;
    if (engine.device.kind !== 'gpu') return { engine, attempts };
    const { gpuWins, reason } = await raceProcessor(engine, services, openers);
    attempts[attempts.length - 1] = { ...attempt, reason, ...(!gpuWins && { remedy: BY_NAME }) };
    if (gpuWins) return { engine, attempts };
    engine.dispose();
  }
  throw new EngineError(
    'cpu',
    phrase(
      'no engine works here; the last one tried does not because {0}',
      attempts.at(-1)?.reason ?? phrase('of nothing known.'),
    ),
    phrase('Run `initscope doctor` to see why for each.'),
  );
};

/**
 * Opens an engine that has passed its check in this process, for another thread.
 *
 * @throws EngineError when it cannot be used
 */
export const reopenEngine = (name: EngineName, services: EngineServices): Promise<Engine> =>
  OPENERS[name](services);

/**
 * Opens one engine, checks it, closes it and reports. A native library that crashes takes its process along, so
 * probe each engine in a process of its own.
 */
export const probeEngine = async (
  name: EngineName,
  services: EngineServices,
  openers: Openers = OPENERS,
): Promise<EngineAttempt> => {
  const tried = await tryEngine(name, services, openers);
  if ('engine' in tried) tried.engine.dispose();
  return tried.attempt;
};

const BY_NAME = phrase(
  'Choose the engine by name to use it all the same: it may be faster for large networks.',
);

/** Times a GPU engine against ONNX Runtime. One that cannot make a training step has lost. */
const raceProcessor = async (
  engine: Engine,
  services: EngineServices,
  openers: Openers,
): Promise<Verdict> => {
  const name = 'onnxruntime';
  const version = findPackage(['onnxruntime-node'], services)?.version ?? 'absent';
  const openRival = async (): Promise<Engine | undefined> => {
    const tried = await tryEngine(name, { ...services, threads: 1 }, openers);
    return 'engine' in tried ? tried.engine : undefined;
  };
  try {
    return await race(engine, {
      openRival,
      rival: { name, version, device: processor().name },
      cores: availableParallelism(),
      timings: timingsIn(services.timingsFolder),
      now: () => performance.now(),
    });
  } catch (thrown) {
    return { gpuWins: false, reason: phrase('It cannot make a training step: {0}', firstLine(thrown)) };
  }
};

/** Whether `auto` goes on although the engine works: a GPU engine that does not run on a GPU. */
const fallsShort = ({ name, device }: Engine): boolean =>
  (name === 'tensorflow-gpu' || name === 'webgpu') && device.kind !== 'gpu';

type Tried = { readonly attempt: EngineAttempt } & (
  { readonly engine: Engine } | { readonly error: EngineError }
);

/** @param closed which engines to report on and close without the check, which takes software GPUs seconds */
const tryEngine = async (
  name: EngineName,
  services: EngineServices,
  openers: Openers,
  closed: (engine: Engine) => boolean = () => false,
): Promise<Tried> => {
  const start = performance.now();
  const time = (): { milliseconds: number } => ({ milliseconds: Math.round(performance.now() - start) });
  try {
    const engine = await openers[name](services);
    const row = { engine: name, usable: true, device: engine.device, version: engine.version };
    if (closed(engine)) {
      engine.dispose();
      return { engine, attempt: { ...row, ...(engine.caution ?? SOFTWARE), ...time() } };
    }
    const mistake = await findMistake(engine);
    if (mistake !== undefined) {
      engine.dispose();
      throw new EngineError(
        name,
        mistake,
        phrase('Update the driver of its device, or choose another engine.'),
      );
    }
    return { engine, attempt: { ...row, ...engine.caution, ...time() } };
  } catch (thrown) {
    const error =
      thrown instanceof EngineError
        ? thrown
        : new EngineError(name, phrase(firstLine(thrown)), phrase('Choose another engine.'), {
            cause: thrown,
          });
    const { reason, remedy } = error;
    return { error, attempt: { engine: name, usable: false, reason, remedy, ...time() } };
  }
};

const SOFTWARE: Caution = {
  reason: phrase(
    'Its GPU is played by software, slower than the engines that follow, so auto passes it over.',
  ),
  remedy: phrase('Install the GPU’s driver, or choose the engine by name to use it all the same.'),
};
