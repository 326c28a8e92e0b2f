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
