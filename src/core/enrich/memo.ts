/** Remembers answers in bounded memory: what was asked lately gets the same object again. */

/** Two generations: when the young one is full it becomes the old one, and what is still asked for moves over. */
export class Memo<Q, T> {
  readonly #answer: (question: Q) => T;
  readonly #sizeMax: number;
  #young = new Map<Q, T>();
  #old = new Map<Q, T>();

  /** Holds at most twice `sizeMax` answers, and the last `sizeMax` distinct questions for certain. */
  constructor(answer: (question: Q) => T, sizeMax: number) {
    this.#answer = answer;
    this.#sizeMax = sizeMax;
  }

  get(question: Q): T {
    const known = this.#young.get(question);
    // Null and undefined are answers too.
    if (known !== undefined || this.#young.has(question)) return known as T;
    const answer = this.#old.has(question) ? (this.#old.get(question) as T) : this.#answer(question);
    if (this.#young.size >= this.#sizeMax) {
      this.#old = this.#young;
      this.#young = new Map();
    }
    this.#young.set(question, answer);
    return answer;
  }
}
