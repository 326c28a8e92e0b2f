/** Collects garbage whatever flags Node was started with. */

import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

// Contexts made from here on have `gc`.
setFlagsFromString("--expose-gc");
export const collectGarbage = runInNewContext("gc") as () => void;

/** What `make` leaves behind in the heap, in bytes, with what it made. */
export function bytesOf<T>(make: () => T): { readonly made: T; readonly bytes: number } {
  const before = heapBytes();
  const made = make();
  return { made, bytes: heapBytes() - before };
}

function heapBytes(): number {
  // What the first round frees may have held more.
  collectGarbage();
  collectGarbage();
  return process.memoryUsage().heapUsed;
}
