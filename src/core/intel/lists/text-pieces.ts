/** Bytes → text pieces, streaming: UTF-8, or UTF-16 where the byte order mark says so. Marks are taken off. */

/** In workerd, Node and browsers alike, and pure. */
declare class TextDecoder {
  constructor(label?: string);
  decode(bytes?: Uint8Array, options?: { readonly stream: boolean }): string;
}

export class TextPieces {
  #decoder: TextDecoder | null = null;
  /** A first byte that came alone: the mark is two bytes at least. */
  #first: Uint8Array | null = null;

  /** Bytes that are no text become U+FFFD: the line that holds them is refused, not the list. */
  push(bytes: Uint8Array): string {
    if (bytes.length === 0) return "";
    if (this.#decoder) return this.#decoder.decode(bytes, { stream: true });
    const start = this.#first ? Uint8Array.of(...this.#first, ...bytes.subarray(0, 1)) : bytes;
    if (start.length < 2) {
      this.#first = start.slice();
      return "";
    }
    this.#decoder = new TextDecoder(encodingOf(start));
    const head = this.#decoder.decode(start, { stream: true });
    return this.#first ? head + this.#decoder.decode(bytes.subarray(1), { stream: true }) : head;
  }

  end(): string {
    if (this.#decoder) return this.#decoder.decode();
    return this.#first ? new TextDecoder("utf-8").decode(this.#first) : "";
  }
}

function encodingOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  return bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : "utf-8";
}
