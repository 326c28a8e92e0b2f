/** I10: logs that stop are told of, and logs that only rest are not; and nothing that befalls a run makes logs look tampered with. */

import type { Place } from "./records.ts";
import type { Scenario } from "./scenario.ts";
import type { Snapshot } from "./snapshot.ts";

const SILENT = "Watchpost:Operations/LogsSilent";
const TAMPERED = "Watchpost:Operations/LogsTampered";

export function silenceTold({ idle, silent }: Scenario, { findings }: Snapshot): string[] {
  const broken: string[] = [];
  const all = [...findings.values()];
  const isAbout = (place: Place | null, text: string): boolean =>
    place !== null && text.includes(`"account_id":"${place.accountId}","region":"${place.region}"`);
  const silences = all.filter(({ type, text }) => type === SILENT && text.includes('"archived":0'));
  if (silent && !silences.some(({ text }) => isAbout(silent, text))) broken.push("I10 the silence is not told");
  if (silences.some(({ text }) => isAbout(idle, text))) broken.push("I10 a place at rest is called silent");
  for (const { text } of all.filter(({ type }) => type === TAMPERED)) {
    // Digests that stop with the logs are one deed more than the silence of the logs.
    if (!isAbout(silent, text) || !text.includes("silence")) broken.push(`I10 logs are called tampered with: ${text}`);
  }
  return broken;
}
