import { ResponseError } from 'vscode-jsonrpc';
import type { MessageConnection } from 'vscode-jsonrpc';
import type { EngineAttempt } from '../engine/engine';
import type { HealthFinding } from '../health/finding';
import type { Operation } from '../shared/operation';
import type { TrainingControl } from '../training/control';
import type { RunEvaluation } from './evaluateRun';
import { createLiveFeed } from './liveFeed';
import type { LiveFeed } from './liveFeed';
import * as protocol from './protocol';
import { fromHost } from './protocolShape';

/** A run that has been started. */
export interface ActiveRun {
  readonly started: protocol.StartResult;
  readonly control: Pick<TrainingControl, 'pause' | 'resume' | 'stop'>;
  /** Resolves as soon as training has shown that it is not stuck in a step. */
  responds(): Promise<void>;
  /** Resolves when training is over and the run saved; rejects when training failed. */
  readonly done: Promise<'finished' | 'stopped'>;
}

/** What a trainer can do, apart from talking about it. */
export interface TrainerServices {
  /** @throws ResponseError with a `START_ERRORS` code */
  startRun(
    params: protocol.StartParams,
    feed: LiveFeed,
    log: (line: protocol.LogLine) => void,
    found: (finding: HealthFinding) => void,
  ): Promise<ActiveRun>;
  /** @throws ResponseError with a `START_ERRORS` code */
  continueRun(
    params: protocol.ContinueParams,
    feed: LiveFeed,
    log: (line: protocol.LogLine) => void,
    found: (finding: HealthFinding) => void,
  ): Promise<ActiveRun>;
  capabilities(params: protocol.CapabilitiesParams): Promise<readonly EngineAttempt[]>;
  /** @throws ResponseError with a `START_ERRORS` code */
  openEvaluation(
    params: protocol.OpenEvaluationParams,
    log: (line: protocol.LogLine) => void,
  ): Promise<RunEvaluation>;
  /** @throws ResponseError with a `START_ERRORS` code */
  stepOperations(params: protocol.RunParams): Promise<readonly Operation[]>;
  /** @throws ResponseError with a `START_ERRORS` code */
  exportNetwork(params: protocol.ExportParams): Promise<Uint8Array>;
  /** Told once who the host is. */
  watchHost(pid: number): void;
  /** Milliseconds, monotonic. */
  now(): number;
}

/** Answers a host's requests until it closes the connection. */
export function serve(connection: MessageConnection, services: TrainerServices): void {
  const send = (sent: Promise<void>): void => {
    sent.catch(() => undefined); // the host is gone, which ends this process by other means
  };
  const feed = createLiveFeed(
    {
      progress: (progress) => send(connection.sendNotification(protocol.ProgressChanged, progress)),
      metrics: (batch) => send(connection.sendNotification(protocol.Metrics, batch)),
    },
    () => services.now(),
  );
  const log = (line: protocol.LogLine): void => send(connection.sendNotification(protocol.Log, line));
  const found = (finding: HealthFinding): void => send(connection.sendNotification(protocol.Found, finding));
  const tellEnd = async (done: ActiveRun['done']): Promise<void> => {
    const end = done.then(
      (state) => () => connection.sendNotification(protocol.Finished, { state }),
      (error: unknown) => () => connection.sendNotification(protocol.Failed, describe(error)),
    );
    await new Promise(setImmediate); // after the answer to `start`, however soon the run ends
    const tell = await end;
    feed.flush();
    send(tell());
  };
  let run: ActiveRun | undefined;

  connection.onRequest(protocol.Hello, (given) => {
    const params = fromHost.hello(given);
    if (params.protocol !== protocol.PROTOCOL_VERSION) throw protocolMismatch(params.protocol);
    services.watchHost(params.hostPid);
    return { protocol: protocol.PROTOCOL_VERSION, pid: process.pid, node: process.version };
  });
  connection.onRequest(protocol.Ping, () => run?.responds());
  connection.onRequest(protocol.Capabilities, (params) =>
    services.capabilities(fromHost.capabilities(params)),
  );
  const begin = async (begun: Promise<ActiveRun>): Promise<protocol.StartResult> => {
    run = await begun;
    void tellEnd(run.done);
    return run.started;
  };
  connection.onRequest(protocol.Start, (params) =>
    begin(services.startRun(fromHost.start(params), feed, log, found)),
  );
  connection.onRequest(protocol.Continue, (params) =>
    begin(services.continueRun(fromHost.continueRun(params), feed, log, found)),
  );
  let evaluation: RunEvaluation | undefined;
  const opened = (): RunEvaluation => {
    if (evaluation) return evaluation;
    throw new Error('No run has been opened to be evaluated.');
  };
  connection.onRequest(protocol.OpenEvaluation, async (params) => {
    evaluation = await services.openEvaluation(fromHost.openEvaluation(params), log);
    return evaluation.opened;
  });
  connection.onRequest(protocol.Evaluate, (network) => opened().evaluate(fromHost.evaluate(network)));
  connection.onRequest(protocol.Predict, (params) => opened().predict(fromHost.predict(params)));
  connection.onRequest(protocol.ReadSamples, (params) => opened().readSamples(fromHost.readSamples(params)));
  connection.onRequest(protocol.StepOperations, (params) => services.stepOperations(fromHost.run(params)));
  connection.onRequest(protocol.Export, (params) => services.exportNetwork(fromHost.exported(params)));
  connection.onRequest(protocol.Pause, () => run?.control.pause());
  connection.onRequest(protocol.Resume, () => run?.control.resume());
  connection.onRequest(protocol.Stop, () => run?.control.stop());
  connection.onNotification(protocol.MetricsHandled, (handled) =>
    feed.handled(fromHost.metricsHandled(handled).count),
  );
}

const protocolMismatch = (found: number): ResponseError =>
  new ResponseError(
    protocol.START_ERRORS.protocolMismatch,
    `The trainer speaks protocol ${protocol.PROTOCOL_VERSION}, the host ${found}. ` +
      'They come from different versions of InitScope: reload the window, or install it again.',
  );

const describe = (error: unknown): protocol.Failure =>
  error instanceof Error
    ? { message: error.message, ...(error.stack === undefined ? {} : { stack: error.stack }) }
    : { message: String(error) };
