/** Remembers what pure functions of names gave: the same few names come with every record. */

/** Longer names are none of AWS's, and would fill the memory. */
const NAMES_CHARS_MAX = 256;

/** Forgets everything when `valuesMax` answers are kept: names come from logs. */
export function remember<Value extends string | boolean | number | object>(
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

/** As `remember`, of one name. */
export function rememberName<Value extends string | boolean | number | object>(
  make: (name: string) => Value,
  valuesMax: number,
): typeof make {
  const known = new Map<string, Value>();
  return (name) => {
    const answer = known.get(name);
    if (answer !== undefined) return answer;
    const made = make(name);
    if (name.length > NAMES_CHARS_MAX) return made;
    if (known.size >= valuesMax) known.clear();
    known.set(name, made);
    return made;
  };
}
