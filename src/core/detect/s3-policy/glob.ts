/** Wildcards of IAM policies: `*` for any text, `?` for one character. Time: length of the text, squared, at most. */

/** Whether `pattern` matches the whole of `text`. */
export function globMatches(pattern: string, text: string): boolean {
  const glob = withoutRuns(pattern);
  return statesAfter(glob, text).includes(glob.length);
}

/** Whether `pattern` matches some text that begins with `prefix` and goes on. */
export function globReaches(pattern: string, prefix: string): boolean {
  const glob = withoutRuns(pattern);
  return statesAfter(glob, prefix).some((state) => state < glob.length);
}

/** `**` says what `*` says, and a policy may hold thousands of them. */
function withoutRuns(pattern: string): string {
  return pattern.replace(/\*{2,}/g, "*");
}

/**
 * Positions in `pattern` at which a match may stand once `text` is read, ascending. A position past `text.length`
 * fixed characters is out of reach, so their number is bounded by the text, however long the pattern is.
 */
function statesAfter(pattern: string, text: string): readonly number[] {
  let states: number[] = [];
  reach(states, pattern, 0);
  for (let at = 0; at < text.length && states.length > 0; at++) {
    const next: number[] = [];
    for (const state of states) {
      const wanted = pattern[state];
      if (wanted === "*") reach(next, pattern, state);
      else if (wanted === "?" || wanted === text[at]) reach(next, pattern, state + 1);
    }
    states = next;
  }
  return states;
}

/** Adds a position, and those after it where `*` may match nothing. Called in ascending order. */
function reach(states: number[], pattern: string, from: number): void {
  for (let state = from; ; state++) {
    if (state > (states.at(-1) ?? -1)) states.push(state);
    if (pattern[state] !== "*") return;
  }
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
