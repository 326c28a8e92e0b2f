/** Sorting by uint32 keys with a payload: a typed array's own sort carries none, and a comparator costs ten times more. */

/**
 * Reorders `order`, a list of indices into `keys`, by ascending key; stable, so wider keys are sorted by calling this
 * on each word, last word first. Two counting passes of 16 bits, O(n).
 */
export function radixOrder(keys: Uint32Array, order: Uint32Array): Uint32Array {
  return pass(keys, pass(keys, order, 0), 16);
}

export function identityOrder(count: number): Uint32Array {
  const order = new Uint32Array(count);
  for (let at = 0; at < count; at++) order[at] = at;
  return order;
}

/** Indices are in range by construction, hence the `as number`. */
function pass(keys: Uint32Array, order: Uint32Array, shift: number): Uint32Array {
  const places = new Uint32Array(65_537);
  for (const index of order) {
    const digit = (((keys[index] as number) >>> shift) & 0xffff) + 1;
    places[digit] = (places[digit] as number) + 1;
  }
  for (let digit = 1; digit <= 65_536; digit++) {
    places[digit] = (places[digit] as number) + (places[digit - 1] as number);
  }
  const sorted = new Uint32Array(order.length);
  for (const index of order) {
    const digit = ((keys[index] as number) >>> shift) & 0xffff;
    const place = places[digit] as number;
    sorted[place] = index;
    places[digit] = place + 1;
  }
  return sorted;
}
