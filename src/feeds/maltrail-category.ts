/** Maltrail's `info` column ("emotet (malware)", "mass scanner (reputation)") → category. */

import type { Category } from "../core/intel/categories.ts";

/**
 * By what an entry is, first that fits. Names are those of the files under Maltrail's trails/static and of the feeds that
 * it merges; exploit kits ("ek_…"), injected scripts and browser lockers are what GuardDuty calls drive-by sources.
 */
const BY_NAME: readonly (readonly [pattern: RegExp, category: Category | null])[] = [
  [/^sinkhole/, "blackhole"],
  [/^(?:mass scanner|known attacker|port scanner)/, "scanner"],
  [/^tor exit/, "tor-exit"],
  [/^crypto mining/, "cryptocurrency"],
  [/^(?:dynamic domain|free web hosting|parking site)/, "abused"],
  [/^anonymous web proxy/, "anonymizer"],
  // Sites that tell a caller his own address: malware asks them, and so does half of the software of the world.
  [/^ipinfo/, null],
  [/^(?:dga|domain generation)/, "dga"],
  [/phish|^evilginx/, "phishing"],
  [/^(?:ek |browser locker|wp inject|magentocore|bad script|socgholish)/, "drive-by"],
];

/** By what Maltrail thinks of it. */
const BY_CLASS: Readonly<Record<string, Category>> = {
  malware: "command-and-control",
  malicious: "malicious",
  suspicious: "suspicious",
  reputation: "suspicious",
};

/** Null: not taken. `info` null: an entry without any word. */
export function maltrailCategory(info: string | null): Category | null {
  const text = (info ?? "").toLowerCase().replaceAll("_", " ").trim();
  const named = BY_NAME.find(([pattern]) => pattern.test(text));
  if (named) return named[1];
  const own = /\(([a-z]+)\)$/.exec(text)?.[1] ?? "";
  return Object.hasOwn(BY_CLASS, own) ? (BY_CLASS[own] ?? null) : "malicious";
}
