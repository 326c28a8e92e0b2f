/** A body of known length in one buffer, without the second one that `arrayBuffer()` gathers it in. */

/**
 * Read straight into the place where it stays: in workerd `arrayBuffer()` leaves about as much resident memory again.
 * Throws where the body has another length. `size`: bytes.
 */
export async function readWhole(body: ReadableStream<Uint8Array>, size: number): Promise<Uint8Array> {
  const reader = body.getReader({ mode: "byob" });
  // Each read takes the buffer away and gives it back, with more of it filled.
  let buffer = new ArrayBuffer(size);
  let at = 0;
  while (at < size) {
    const { done, value } = await reader.read(new Uint8Array(buffer, at));
    if (done) throw new Error(`the body ended after ${at} of ${size} bytes`);
    buffer = value.buffer as ArrayBuffer;
    at += value.byteLength;
  }
  const { done } = await reader.read(new Uint8Array(1));
  if (done) return new Uint8Array(buffer);
  await reader.cancel();
  throw new Error(`the body has more than ${size} bytes`);
}

/** Where the length is not told, or is that of the body as it travelled, in two buffers after all. */
export async function readWholeResponse(response: Response): Promise<Uint8Array> {
  const { body, headers } = response;
  const size = Number(headers.get("content-length") ?? Number.NaN);
  const told = Number.isSafeInteger(size) && headers.get("content-encoding") === null;
  return body !== null && told ? await readWhole(body, size) : new Uint8Array(await response.arrayBuffer());
}
