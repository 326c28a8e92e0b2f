/** Remembers what a pure function of two names gave: the same few names come with every record. */

/** Longer names are none of AWS's, and would fill the memory. */
const NAMES_CHARS_MAX = 256;

/** Forgets everything when `valuesMax` answers are kept: names come from logs. */
export function remember<Value extends string | boolean | object>(
  make: (one: string, other: string) => Value,
  valuesMax: number,
): typeof make {
  const known = new Map<string, Map<string, Value>>();
  let values = 0;
  return (one, other) => {
    const answer = known.get(one)?.get(other);
    if (answer !== undefined) return answer;
    if (one.length + other.length > NAMES_CHARS_MAX) return make(one, other);
    if (values >= valuesMax) {
      known.clear();
      values = 0;
    }
    const made = make(one, other);
    const inner = known.get(one) ?? new Map<string, Value>();
    known.set(one, inner.set(other, made));
    values++;
    return made;
  };
}
