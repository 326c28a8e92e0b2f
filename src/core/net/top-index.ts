/** The first step of a lookup: the leading bits of a key say between which two places of a sorted array it must lie. */

/** Bucket `b` of the leading bits is `starts[b] .. starts[b + 1]`. */
export type TopIndex = { readonly shift: number; readonly starts: Uint32Array };

/** More would push the index out of the processor's cache and past the bytes it may cost. */
const TOP_BITS_MAX = 18;

/** About eight keys a bucket when they are spread evenly: half a byte of index for each. */
export function buildTopIndex(sorted: Uint32Array): TopIndex {
  const bits = Math.min(TOP_BITS_MAX, Math.max(1, Math.floor(Math.log2(sorted.length + 1)) - 2));
  const shift = 32 - bits;
  const starts = new Uint32Array(2 ** bits + 1);
  let bucket = 0;
  for (let at = 0; at < sorted.length; at++) {
    // In range by the loop's bound.
    const own = (sorted[at] as number) >>> shift;
    while (bucket < own) starts[++bucket] = at;
  }
  starts.fill(sorted.length, bucket + 1);
  return { shift, starts };
}
