/** UTF-8 in and out. TextDecoder and TextEncoder are in workerd, Node and browsers alike, and are pure. */

declare class TextDecoder {
  constructor(label?: string, options?: { ignoreBOM?: boolean });
  decode(bytes: Uint8Array): string;
}
declare class TextEncoder {
  encode(text: string): Uint8Array;
}

const decoder = new TextDecoder();
const encoder = new TextEncoder();

/** Bytes that are no UTF-8 become U+FFFD: a log line is never refused for its encoding. */
export function decodeUtf8(bytes: Uint8Array): string {
  return decoder.decode(bytes);
}

export function encodeUtf8(text: string): Uint8Array {
  return encoder.encode(text);
}

/** Bytes of a text in JSON with its quotes, in UTF-8. Most texts are plain and are counted without being written. */
export function jsonBytesOf(text: string): number {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 0x20 || code > 0x7e || code === 0x22 || code === 0x5c) return encodeUtf8(JSON.stringify(text)).length;
  }
  return text.length + 2;
}

/** A text in parts of at most so many UTF-16 units, none of which ends inside a character. */
export function inParts(text: string, charsMax: number): string[] {
  const parts: string[] = [];
  for (let from = 0; from < text.length;) {
    let to = Math.min(text.length, from + charsMax);
    if (to < text.length && isHighSurrogate(text.charCodeAt(to - 1)) && to - 1 > from) to--;
    parts.push(text.slice(from, to));
    from = to;
  }
  return parts;
}

function isHighSurrogate(code: number): boolean {
  return code >= 0xd800 && code < 0xdc00;
}
