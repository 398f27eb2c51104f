import type { HostMessage, PredictionsRequest, TrialId } from '../../../webview/contract';
import { listCheckpoints } from '../../runs/store/checkpoints';
import type { StoredCheckpoint } from '../../runs/store/checkpoints';
import { trialFolderOf } from '../../runs/store/layout';
import { predictedClasses } from '../../shared/classification';
import { messageOf } from '../../shared/messageOf';
import type { TrainerClient } from '../../trainer/client';
import type { Evaluated, EvaluationOpened, NetworkId } from '../../trainer/protocol';
import type { Disposable } from '../ui/disposables';
import { t } from '../ui/l10n';

/** A process that has the networks of a run open. */
export interface OpenNetworks {
  readonly opened: EvaluationOpened;
  readonly client: Pick<TrainerClient, 'evaluate' | 'predict' | 'readSamples' | 'dispose' | 'ended'>;
}

export interface PredictionsOptions {
  /** Of the run. */
  readonly folder: string;
  readonly open: () => Promise<OpenNetworks>;
  readonly send: (message: HostMessage) => void;
}

/** Milliseconds after which a process that is asked nothing is let go. */
const IDLE = 60_000;
/** Evaluations that are kept, so that going back in time costs nothing. */
const KEPT = 32;

/**
 * What the networks of a run make of the validation set, for one page. They run in a process of their own, which is
 * started when the page asks first and ends when it has asked nothing for a while.
 */
export class Predictions implements Disposable {
  readonly #options: PredictionsOptions;
  readonly #evaluated = new Map<string, Evaluated>();
  #networks: Promise<OpenNetworks> | undefined;
  #wanted: PredictionsRequest | undefined;
  #idle: ReturnType<typeof setTimeout> | undefined;

  constructor(options: PredictionsOptions) {
    this.#options = options;
  }

  /** Answers a request, unless another one comes before it is answered. Never rejects: what goes wrong is told. */
  async ask(request: PredictionsRequest): Promise<void> {
    this.#wanted = request;
    clearTimeout(this.#idle);
    try {
      await this.#answer(request);
    } catch (error) {
      if (this.#wanted === request) this.#options.send({ type: 'notEvaluated', reason: messageOf(error) });
    } finally {
      if (this.#wanted === request) this.#idle = setTimeout(() => this.#letGo(), IDLE);
    }
  }

  dispose(): void {
    this.#wanted = undefined;
    clearTimeout(this.#idle);
    this.#letGo();
  }

  async #answer(request: PredictionsRequest): Promise<void> {
    const { send } = this.#options;
    const networks = await this.#open();
    const isWanted = (): boolean => this.#wanted === request;
    if (!isWanted()) return;
    const { validation, outputs, engine } = networks.opened;
    const samples = request.samples.filter((index) => index < validation.count);
    send({ type: 'validation', ...validation, outputs, engine: engine.name });
    const values = await networks.client.readSamples({ indices: samples });
    if (!isWanted()) return;
    send({ type: 'samples', indices: samples, values });
    for (const trial of request.trials) {
      const message = await this.#ofTrial(networks, trial, { ...request, samples });
      if (!isWanted()) return;
      send(message);
    }
  }

  async #ofTrial(
    { client, opened }: OpenNetworks,
    trial: TrialId,
    { step, samples, drawing }: PredictionsRequest,
  ): Promise<HostMessage> {
    const stored = await listCheckpoints(trialFolderOf(this.#options.folder, trial));
    const chosen = upTo(stored, step);
    if (chosen === undefined) return { type: 'notEvaluated', trial, reason: t('It has kept no checkpoint.') };
    const network = { ...trial, step: chosen.facts.step };
    try {
      const { loss, outputs } = await this.#evaluate(client, network);
      const width = opened.outputs;
      const best = stored.at(-1)?.facts.best?.step;
      return {
        type: 'evaluation',
        trial,
        step: network.step,
        steps: stored.map(({ facts }) => facts.step),
        ...(best === undefined ? {} : { best }),
        loss,
        ...(opened.validation.classes && { predicted: predictedClasses(outputs, width) }),
        samples,
        outputs: Float32Array.from(
          samples.flatMap((index) => [...outputs.subarray(index * width, (index + 1) * width)]),
        ),
        ...(drawing && { drawn: await client.predict({ ...network, values: drawing }) }),
      };
    } catch (error) {
      return { type: 'notEvaluated', trial, reason: messageOf(error) };
    }
  }

  async #evaluate(client: OpenNetworks['client'], network: NetworkId): Promise<Evaluated> {
    const name = JSON.stringify([network.initializer, network.seed, network.step]);
    const evaluated = this.#evaluated.get(name) ?? (await client.evaluate(network));
    this.#evaluated.set(name, evaluated);
    const [oldest] = this.#evaluated.keys();
    if (this.#evaluated.size > KEPT && oldest !== undefined) this.#evaluated.delete(oldest);
    return evaluated;
  }

  /** The process, started if there is none, or no longer. */
  #open(): Promise<OpenNetworks> {
    if (this.#networks !== undefined) return this.#networks;
    const opening = this.#options.open();
    const forget = (): void => {
      if (this.#networks === opening) this.#networks = undefined;
    };
    void opening.then(({ client }) => client.ended).then(forget, forget);
    return (this.#networks = opening);
  }

  #letGo(): void {
    const networks = this.#networks;
    this.#networks = undefined;
    this.#evaluated.clear();
    // that it could not be opened has been told
    void networks?.then(
      ({ client }) => client.dispose(),
      () => undefined,
    );
  }
}

/** The last checkpoint up to a step, or else the first one. */
const upTo = (stored: readonly StoredCheckpoint[], step = Infinity): StoredCheckpoint | undefined =>
  stored.findLast(({ facts }) => facts.step <= step) ?? stored[0];
