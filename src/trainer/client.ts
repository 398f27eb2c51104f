import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { dirname } from 'node:path';
import type { Readable } from 'node:stream';
import type { MessageConnection, NotificationType } from 'vscode-jsonrpc';
import type { EngineAttempt } from '../engine/engine';
import type { HealthFinding } from '../health/finding';
import { isSuspended } from '../runs/store/processes';
import { RunStore } from '../runs/store/runStore';
import type { Operation } from '../shared/operation';
import { connectTo } from './connection';
import { watchHeartbeat } from './heartbeat';
import { createLogTail } from './logTail';
import type { LogTail } from './logTail';
import { describeExit, TrainerError } from './outcome';
import type { TrainerEnd } from './outcome';
import * as protocol from './protocol';
import { fromTrainer, ProtocolError } from './protocolShape';

export interface TrainerOptions {
  /** The bundled trainer, `dist/trainer.cjs`. */
  readonly script: string;
  /** Node binary; absent = the one that runs this process. */
  readonly execPath?: string;
  /**
   * How long the trainer may stay silent before it counts as hung and is killed, unless it is suspended. A step may
   * take seconds.
   */
  readonly hangLimitMs?: number;
  /** How long a trainer that was told to end may take before it is killed. */
  readonly graceMs?: number;
  /** Output lines kept for the report of a crash. */
  readonly logLines?: number;
}

/** A metrics message counts as handled once `metrics` has returned or resolved. */
export interface TrainerListeners {
  readonly progress?: (progress: protocol.Progress) => void;
  readonly metrics?: (batch: protocol.MetricsBatch) => void | Promise<void>;
  readonly log?: (line: protocol.LogLine) => void;
  /** The trainer has been silent for long, suspended perhaps, or answers again. */
  readonly responding?: (responds: boolean) => void;
  /** A health rule has found something that is to be told at once. */
  readonly found?: (finding: HealthFinding) => void;
}

/**
 * A trainer process, from the host's side. It trains one run and ends with it, or evaluates one until it is disposed of.
 */
export interface TrainerClient {
  readonly pid: number;
  /**
   * @throws ResponseError with a `START_ERRORS` code when the run cannot start
   * @throws TrainerError when the process ends before it answers
   */
  start(params: protocol.StartParams): Promise<protocol.StartResult>;
  /** As `start`, for a run that goes on. @param experiment its name */
  continueRun(params: protocol.ContinueParams, experiment: string): Promise<protocol.StartResult>;
  pause(): Promise<void>;
  resume(): Promise<void>;
  stop(): Promise<void>;
  /** Tries engines and reports on each. */
  capabilities(params: protocol.CapabilitiesParams): Promise<readonly EngineAttempt[]>;
  /**
   * Opens the networks that a run has kept; then they can be asked.
   * @throws as `start`; what is asked rejects with a ResponseError when a checkpoint cannot be used
   */
  openEvaluation(params: protocol.OpenEvaluationParams): Promise<protocol.EvaluationOpened>;
  evaluate(network: protocol.NetworkId): Promise<protocol.Evaluated>;
  predict(params: protocol.PredictParams): Promise<Float32Array>;
  readSamples(params: protocol.ReadSamplesParams): Promise<Uint8Array | Float32Array>;
  /** @throws ResponseError `cannotStart` when the run cannot be read, as does `exportNetwork` */
  stepOperations(params: protocol.RunParams): Promise<readonly Operation[]>;
  exportNetwork(params: protocol.ExportParams): Promise<Uint8Array>;
  /** Resolves once the process is gone. Never rejects. */
  readonly ended: Promise<TrainerEnd>;
  /** Ends the process, by force after the grace period. */
  dispose(): Promise<void>;
}

const DEFAULTS = { hangLimitMs: 60_000, graceMs: 5_000, logLines: 40 };

/**
 * Starts a trainer process and shakes hands with it.
 *
 * @throws ResponseError `START_ERRORS.protocolMismatch` when it speaks another protocol version
 * @throws TrainerError when it does not come up
 */
export async function launchTrainer(
  given: TrainerOptions,
  listeners: TrainerListeners = {},
): Promise<TrainerClient> {
  const options = { ...DEFAULTS, ...given };
  const child = fork(options.script, [], {
    serialization: 'advanced',
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    // under Electron the same binary is Node only when told so
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    // the host's own flags (--inspect) are not the trainer's
    execArgv: [],
    ...(options.execPath === undefined ? {} : { execPath: options.execPath }),
  });
  const output = captureOutput(child, options.logLines, listeners.log);
  const connection = connectTo(child);

  let outcome: TrainerEnd | undefined;
  const interrupted = (message: string): TrainerEnd => ({
    kind: 'interrupted',
    message,
    log: output.lines(),
  });
  let markInterrupted: ((failure: Interruption) => Promise<void>) | undefined;
  const ended = endOf(child).then(async (reason) => {
    stopHeartbeat();
    connection.dispose();
    const end = outcome ?? interrupted(reason);
    if (end.kind === 'interrupted') await markInterrupted?.(end);
    return end;
  });

  /** Lets the process go: it ends when the channel closes, and is killed when it does not. */
  const release = (): void => {
    if (child.connected) child.disconnect();
    const kill = setTimeout(() => child.kill('SIGKILL'), options.graceMs);
    void ended.then(() => clearTimeout(kill));
  };
  const conclude = (end: TrainerEnd): void => {
    outcome ??= end;
    release();
  };

  listen(connection, listeners, conclude);
  connection.listen();
  const stopHeartbeat = watchHeartbeat(() => connection.sendRequest(protocol.Ping), options.hangLimitMs, {
    onResponding: (responds) => listeners.responding?.(responds),
    isSuspended: () => child.pid !== undefined && isSuspended(child.pid),
    onHang() {
      outcome ??= interrupted(
        `The trainer process did not answer for ${options.hangLimitMs / 1000} s and was killed.`,
      );
      child.kill('SIGKILL');
    },
  });

  /** An answer, or the process's end as an error: no request stays pending for ever. */
  const answered = <T>(request: Promise<T>): Promise<T> =>
    Promise.race([
      request.catch((error: unknown) => (child.connected ? Promise.reject(asError(error)) : never<T>())),
      ended.then((end) => Promise.reject<T>(endedEarly(end, output.lines()))),
    ]);

  const begun = async (
    request: Promise<protocol.StartResult>,
    experiment: string,
  ): Promise<protocol.StartResult> => {
    const started = await answered(request);
    const run = { id: started.runId, folder: started.runFolder, experiment };
    markInterrupted = (failure) => noteInterruption(run, failure, listeners.log);
    return started;
  };
  const client: TrainerClient = {
    pid: child.pid ?? -1,
    start: (params) => begun(connection.sendRequest(protocol.Start, params), params.experiment.name),
    continueRun: (params, experiment) => begun(connection.sendRequest(protocol.Continue, params), experiment),
    pause: () => answered(connection.sendRequest(protocol.Pause)),
    resume: () => answered(connection.sendRequest(protocol.Resume)),
    stop: () => answered(connection.sendRequest(protocol.Stop)),
    capabilities: (params) => answered(connection.sendRequest(protocol.Capabilities, params)),
    openEvaluation: async (params) =>
      fromTrainer.evaluationOpened(await answered(connection.sendRequest(protocol.OpenEvaluation, params))),
    evaluate: async (network) =>
      fromTrainer.evaluated(await answered(connection.sendRequest(protocol.Evaluate, network))),
    predict: async (params) =>
      fromTrainer.predicted(await answered(connection.sendRequest(protocol.Predict, params))),
    readSamples: async (params) =>
      fromTrainer.samples(await answered(connection.sendRequest(protocol.ReadSamples, params))),
    stepOperations: async (params) =>
      fromTrainer.operations(await answered(connection.sendRequest(protocol.StepOperations, params))),
    exportNetwork: async (params) =>
      fromTrainer.file(await answered(connection.sendRequest(protocol.Export, params))),
    ended,
    async dispose() {
      conclude(interrupted('The trainer process was closed.'));
      await ended;
    },
  };
  try {
    await answered(
      connection.sendRequest(protocol.Hello, { protocol: protocol.PROTOCOL_VERSION, hostPid: process.pid }),
    );
  } catch (error) {
    await client.dispose();
    throw error;
  }
  return client;
}

function listen(
  connection: MessageConnection,
  listeners: TrainerListeners,
  conclude: (end: TrainerEnd) => void,
): void {
  const { log, progress, metrics, found } = listeners;
  /** A message that does not fit is left out, and said to be. */
  const on = <T>(
    type: NotificationType<T>,
    checked: (value: T) => T,
    use: (value: T) => unknown,
    misfit: (error: ProtocolError) => void = ({ message }) => log?.({ level: 'error', text: message }),
  ): void => {
    connection.onNotification(type, async (value) => {
      try {
        await use(checked(value));
      } catch (error) {
        if (!(error instanceof ProtocolError)) throw error;
        misfit(error);
      }
    });
  };
  const endUnknown = ({ message }: ProtocolError): void =>
    conclude({ kind: 'interrupted', message, log: [] });

  on(protocol.ProgressChanged, fromTrainer.progress, (told) => progress?.(told));
  on(protocol.Metrics, fromTrainer.metrics, async (batch) => {
    await metrics?.(batch);
    await connection.sendNotification(protocol.MetricsHandled, { count: 1 });
  });
  on(protocol.Log, fromTrainer.log, (line) => log?.(line));
  on(protocol.Found, fromTrainer.found, (finding) => found?.(finding));
  on(
    protocol.Finished,
    fromTrainer.finished,
    ({ state }) => conclude({ kind: 'finished', state }),
    endUnknown,
  );
  on(protocol.Failed, fromTrainer.failed, (failure) => conclude({ kind: 'failed', failure }), endUnknown);
}

/** What the process prints, as its log: TensorFlow writes there. */
function captureOutput(child: ChildProcess, capacity: number, log: TrainerListeners['log']): LogTail {
  const tail = createLogTail(capacity, (text) => log?.({ level: 'info', text }));
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (chunk: string) => tail.write(chunk));
  }
  return tail;
}

type Interruption = Pick<Extract<TrainerEnd, { kind: 'interrupted' }>, 'message' | 'log'>;

/** Marks the run of a process that is gone. That it cannot be marked does not make the end another one. */
async function noteInterruption(
  run: Parameters<RunStore['markInterrupted']>[0],
  { message, log: lines }: Interruption,
  log: TrainerListeners['log'],
): Promise<void> {
  try {
    const runsFolder = dirname(dirname(run.folder));
    await new RunStore(runsFolder).markInterrupted(run, { message, log: lines });
  } catch (error) {
    log?.({
      level: 'warning',
      text: `The run could not be marked as interrupted: ${asError(error).message}`,
    });
  }
}

/** How long output is waited for after the process is gone: a process of its own may hold the pipe open. */
const OUTPUT_GRACE_MS = 1000;

/** Resolves with the reason once the process is gone and its output read. */
const endOf = (child: ChildProcess): Promise<string> =>
  new Promise((resolve) => {
    child.once('error', (error) => {
      if (child.pid === undefined) resolve(`The trainer process cannot be started: ${error.message}.`);
    });
    // not `close`: Node does not emit it after `disconnect()`
    child.once('exit', (code, signal) => {
      const closed = Promise.all([child.stdout, child.stderr].map(closedStream));
      const told = (): void => resolve(describeExit(code, signal));
      closed.then(told, told);
      setTimeout(told, OUTPUT_GRACE_MS).unref();
    });
  });

const closedStream = async (stream: Readable | null): Promise<void> => {
  if (stream && !stream.closed) await once(stream, 'close');
};

const never = <T>(): Promise<T> => new Promise<T>(() => undefined);

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));

const endedEarly = (end: TrainerEnd, log: readonly string[]): TrainerError =>
  new TrainerError(
    end.kind === 'interrupted'
      ? end.message
      : end.kind === 'failed'
        ? end.failure.message
        : 'The trainer process has finished already.',
    log,
  );
