/** Inflating: bytes or InflateError, the same wherever the bytes are cut. */

import { gzipSync } from "node:zlib";
import { inflate, InflateError } from "../../../src/http/inflate.ts";
import type { Random } from "../../simulate/random.ts";
import { mutatedBytes, slices } from "../mutate.ts";
import type { Target } from "../target.ts";

const BYTES_MAX = 50_000;

function sample(random: Random): Uint8Array {
  const member = (): Uint8Array =>
    gzipSync(random.pick(["", random.word(9), random.word(50).repeat(random.below(60)), "a".repeat(60_000)]));
  return Buffer.concat(Array.from({ length: random.between(1, 4) }, member));
}

async function* streamOf(parts: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* parts;
}

async function read(parts: readonly Uint8Array[]): Promise<string> {
  let text = "";
  try {
    for await (const slice of inflate(streamOf(parts), BYTES_MAX)) text += Buffer.from(slice).toString("latin1");
    return `whole ${text}`;
  } catch (error) {
    if (!(error instanceof InflateError)) throw error;
    return `${error.message} after ${text}`;
  }
}

export const inflating: Target = {
  name: "inflate",
  weight: 1,
  run: async (random) => {
    const made = sample(random);
    const bytes = mutatedBytes(random, made);
    const [whole, cut] = [await read([bytes]), await read(slices(random, bytes))];
    if (whole !== cut)
      return `whole: ${whole.slice(0, 80)} (${whole.length}); cut: ${cut.slice(0, 80)} (${cut.length})`;
    return null;
  },
};
