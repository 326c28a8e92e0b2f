/** What a list says of its entries. The names are a contract: `--list CATEGORY=FILE`, feed settings and stored tables. */

export const CATEGORIES = [
  "custom-threat",
  "trusted",
  "command-and-control",
  "cryptocurrency",
  "tor-exit",
  "tor-relay",
  "scanner",
  "blackhole",
  "drop-point",
  "phishing",
  "drive-by",
  "dga",
  "malicious",
  "suspicious",
  "abused",
  "public-resolver",
  "doh",
  "dot",
  "anonymizer",
  "leaked-credential",
] as const;
/**
 * Two are no lists of anything: `cloud`, a provider's own ranges, which say where an address is and nothing about it, and
 * `popular`, a ranking of domains.
 */
const FACTS = ["cloud", "popular"] as const;
export type Category = (typeof CATEGORIES)[number] | (typeof FACTS)[number];

/** `threat`: an entry is bad in itself. `reference`: a fact about it. `trusted`: silences the others. */
export type CategoryKind = "threat" | "reference" | "trusted";

const REFERENCE = new Set<Category>(["public-resolver", "doh", "dot", "anonymizer", "tor-exit", "tor-relay", ...FACTS]);

export function categoryKind(category: Category): CategoryKind {
  if (category === "trusted") return "trusted";
  return REFERENCE.has(category) ? "reference" : "threat";
}

export function isCategory(text: string): text is Category {
  return [...CATEGORIES, ...FACTS].some((category) => category === text);
}

/** Whether entries of this category are matches: judged, trusted, silenced. */
export function isList(category: Category): boolean {
  return !FACTS.some((fact) => fact === category);
}
