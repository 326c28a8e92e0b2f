/** Which host each question of a chunk came to, as text that a RegionProfile remembers: a replay must reach the same profiles. */

import type { HostFacts, HostQuestion } from "./host-facts.ts";

/** Null where every host goes by the name in its record: nothing to remember. */
export function packHostNames(questions: readonly HostQuestion[], facts: readonly HostFacts[]): string | null {
  const renamed = questions.flatMap(({ host }, at) =>
    facts[at] && facts[at].host !== host ? [[at, facts[at].host]] : [],
  );
  return renamed.length === 0 ? null : JSON.stringify(renamed);
}

/** `facts` under the names that were remembered. */
export function renameHosts(
  questions: readonly HostQuestion[],
  facts: readonly HostFacts[],
  remembered: string | null,
): readonly HostFacts[] {
  const names = new Map(remembered === null ? [] : (JSON.parse(remembered) as [number, string][]));
  return facts.map((known, at) => ({ ...known, host: names.get(at) ?? questions[at]?.host ?? known.host }));
}
