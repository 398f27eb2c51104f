interface Known<Answer> {
  readonly answer: Answer;
  readonly at: number;
}

/** How long an answer is believed, in milliseconds. */
const FRESH = 10_000;

/**
 * Answers that take time to find, for those who cannot wait: a question is answered with what is known at the moment,
 * and is worth asking again after `settle` said that there is news.
 */
export class Knowledge<Question, Answer> {
  readonly #find: (question: Question) => Promise<Answer>;
  readonly #now: () => number;
  readonly #known = new Map<string, Known<Answer>>();
  readonly #wanted = new Map<string, Question>();

  /** @param find rejects with a defect only */
  constructor(find: (question: Question) => Promise<Answer>, now: () => number) {
    this.#find = find;
    this.#now = now;
  }

  /** What is known; undefined before it was looked for. */
  ask(question: Question): Answer | undefined {
    const id = JSON.stringify(question);
    const known = this.#known.get(id);
    if (known === undefined || this.#now() - known.at > FRESH) this.#wanted.set(id, question);
    return known?.answer;
  }

  /** Looks for all that was asked for and is not known. True when an answer has changed. */
  async settle(): Promise<boolean> {
    const wanted = [...this.#wanted];
    this.#wanted.clear();
    const news = await Promise.all(
      wanted.map(async ([id, question]) => {
        const answer = await this.#find(question);
        const before = this.#known.get(id)?.answer;
        this.#known.set(id, { answer, at: this.#now() });
        return JSON.stringify(before) !== JSON.stringify(answer);
      }),
    );
    return news.includes(true);
  }

  /** Nothing is believed any longer; answers stay until others are found. */
  doubt(): void {
    for (const [id, { answer }] of this.#known) this.#known.set(id, { answer, at: -Infinity });
  }
}
