import { parentPort, workerData } from 'node:worker_threads';
import type { CompiledPrograms } from '../../engine/onnx/compilePrograms';
import { reopenEngine } from '../../engine/open';
import { locateServices } from '../../engine/services';
import type { Checkpoint } from '../../runs/checkpoint';
import type { EngineName } from '../../shared/engineNames';
import type { ScalarPoint, TrialId } from '../../shared/metrics';
import { createControl } from '../../training/control';
import { runExperiment } from '../../training/runExperiment';
import type { TrialStart } from '../../training/start';
import type { Assignment, FromWorker, Station, StationWithSign, ToWorker } from './contract';

/**
 * Entry of a worker thread: opens its engine when it is told which, waits for its assignment, makes ready, trains the trials
 * in it when it is told to and tells the trainer process what it measures.
 */

const port = parentPort;
if (!port) throw new Error('this module is the entry of a worker thread');
const send = (message: FromWorker, moved: readonly ArrayBuffer[] = []): void =>
  port.postMessage(message, moved);

async function work({ engineFolders, moduleFolder, threads }: Station): Promise<void> {
  const control = createControl();
  void control.pause();
  let open: (engine: EngineName | undefined) => void;
  const told = new Promise<EngineName | undefined>((resolve) => (open = resolve));
  let begin: (assignment: Assignment | undefined) => void;
  const begun = new Promise<Assignment | undefined>((resolve) => (begin = resolve));
  let receive: (compiled: CompiledPrograms) => void;
  let forgo: (reason: Error) => void;
  const received = new Promise<CompiledPrograms>((resolve, reject) => {
    receive = resolve;
    forgo = reject;
  });
  received.catch(() => undefined); // a thread that leaves may not have come to await them
  let leaving = false;
  const leave = (): void => {
    leaving = true;
    open(undefined);
    begin(undefined);
    forgo(new Error('the thread leaves before it has its programs'));
    saved();
    taken(undefined);
    void control.stop();
  };
  port?.on('message', (message: ToWorker) => {
    if (message.type === 'open') open(message.engine);
    else if (message.type === 'begin') begin(message.assignment);
    else if (message.type === 'programs') receive(message.compiled);
    else if (message.type === 'train') void control.resume();
    else if (message.type === 'ping') send({ type: 'pong' });
    else if (message.type === 'saved') saved();
    else if (message.type === 'give') wanted = true;
    else if (message.type === 'take') {
      wanted = false;
      taken(message.trial);
    } else if (message.type === 'dismiss') taken(undefined);
    else if (message.type === 'leave') leave();
    else if (message.type === 'retire') control.retire(message.initializer);
    else {
      const { type } = message;
      void control[type]().then(() => send({ type: 'noticed', order: type }));
    }
  });
  let saved = (): void => undefined;
  let wanted = false;
  let taken: (trial: TrialStart | undefined) => void = () => undefined;
  let points: (readonly [TrialId, ScalarPoint])[] = [];
  const flush = (): void => {
    if (points.length > 0) send({ type: 'scalars', points });
    points = [];
  };
  const name = await told;
  if (name === undefined) return;
  const engine = await reopenEngine(name, { ...locateServices(moduleFolder, engineFolders), threads });
  const assigned = await begun;
  if (!assigned) return;
  const { awaitsPrograms, ...assignment } = assigned;
  const state = await runExperiment({
    ...assignment,
    engine: awaitsPrograms
      ? { ...engine, prepare: async (types, programs) => engine.prepare(types, programs, await received) }
      : engine,
    checkpoints: {
      save(trial, checkpoint) {
        if (leaving) return Promise.resolve(); // what it is to be kept for is over
        flush();
        send({ type: 'checkpoint', trial, checkpoint }, buffersOf(checkpoint));
        return new Promise((resolve) => (saved = resolve));
      },
    },
    sink: {
      scalar: (trial, point) => void points.push([trial, point]),
      histogram: (trial, point) => send({ type: 'histogram', trial, point }),
    },
    control,
    exchange: {
      wanted: () => wanted,
      give(trial) {
        wanted = false;
        flush();
        send({ type: 'given', ...(trial && { trial }) });
      },
      take() {
        if (leaving) return Promise.resolve(undefined);
        flush();
        send({ type: 'idle' });
        return new Promise((resolve) => (taken = resolve));
      },
    },
    clock: { now: () => performance.now(), wallTime: () => Date.now() / 1000 },
    onTrial(manifest) {
      flush();
      send({ type: 'trial', manifest });
    },
    onProgress(progress) {
      flush();
      send({ type: 'progress', progress });
    },
  });
  engine.dispose();
  flush();
  send({ type: 'done', state });
}

/** The memory of a state that was read to be kept, which nothing else reads. */
const buffersOf = ({ tensors }: Checkpoint): readonly ArrayBuffer[] =>
  Object.values(tensors).map(({ values }) => values.buffer as ArrayBuffer);

const station = workerData as StationWithSign;
process.once('exit', () => {
  Atomics.store(station.gone, 0, 1);
  Atomics.notify(station.gone, 0);
});

work(station)
  .catch((error: unknown) => {
    const { message, stack } = error instanceof Error ? error : new Error(String(error));
    send({ type: 'failed', message, stack });
  })
  .finally(() => port.close());
