/** A Uint32Array that grows by doubling: builders take millions of entries without one object each. */

export class GrowingWords {
  #words = new Uint32Array(1024);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  push(word: number): void {
    if (this.#length === this.#words.length) {
      const grown = new Uint32Array(this.#words.length * 2);
      grown.set(this.#words);
      this.#words = grown;
    }
    this.#words[this.#length++] = word;
  }

  /** What was pushed so far; valid until the next push. */
  view(): Uint32Array {
    return this.#words.subarray(0, this.#length);
  }
}
