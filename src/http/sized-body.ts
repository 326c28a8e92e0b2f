/** A response body that is complete, or an error. */

/** A connection that ends early must not look like a short object. */
export class SizedBody implements AsyncIterable<Uint8Array> {
  readonly #reader: ReadableStreamDefaultReader<Uint8Array> | null;
  readonly #size: number;
  #ended = false;

  constructor(response: Response, size: number) {
    this.#reader = response.body?.getReader() ?? null;
    this.#size = size;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    let bytes = 0;
    while (this.#reader) {
      const { done, value } = await this.#reader.read();
      if (done) break;
      bytes += value.length;
      yield value;
    }
    this.#ended = true;
    if (bytes !== this.#size) throw new Error(`the body ended after ${bytes} of ${this.#size} bytes`);
  }

  /** An unread body holds one of the six connections. */
  async cancel(): Promise<void> {
    if (!this.#ended) await this.#reader?.cancel().catch(() => {});
  }
}
