/** Wildcards of IAM policies: `*` for any text, `?` for one character. Both functions run in bounded time. */

/** Whether `pattern` matches the whole of `text`. Time: length × length at most, short texts only are passed. */
export function globMatches(pattern: string, text: string): boolean {
  return statesAfter(pattern, text).includes(pattern.length);
}

/** Whether `pattern` matches some text that begins with `prefix` and goes on. */
export function globReaches(pattern: string, prefix: string): boolean {
  return statesAfter(pattern, prefix).some((state) => state < pattern.length);
}

/** Positions in `pattern` at which a match may stand once `text` is read. */
function statesAfter(pattern: string, text: string): readonly number[] {
  let states = closure(pattern, [0]);
  for (let at = 0; at < text.length && states.length > 0; at++) {
    const next: number[] = [];
    for (const state of states) {
      const wanted = pattern[state];
      if (wanted === "*") next.push(state);
      else if (wanted === "?" || wanted === text[at]) next.push(state + 1);
    }
    states = closure(pattern, next);
  }
  return states;
}

/** Adds what is reached by letting `*` match nothing. Positions ascend and are distinct. */
function closure(pattern: string, states: readonly number[]): readonly number[] {
  const all = new Set<number>();
  for (const state of states) {
    let at = state;
    all.add(at);
    while (pattern[at] === "*") all.add(++at);
  }
  return [...all];
}

export function hasWildcard(text: string): boolean {
  return /[*?]/.test(text);
}

/** A policy variable stands for a text of the caller's: it pins nothing. */
export function hasVariable(text: string): boolean {
  return text.includes("${");
}

export function variablesAsWildcards(text: string): string {
  return text.replace(/\$\{[^}]*\}/g, "*");
}
