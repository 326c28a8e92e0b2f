/** Makes the detectors for lookups of listed names. */

import { cleanText } from "../findings/clean-text.ts";
import type { FindingType } from "../finding-types.ts";
import type { HostBatch, Lookup } from "../group/host-batch.ts";
import type { Category } from "../intel/categories.ts";
import type { ListMatch } from "../intel/tables.ts";
import type { JsonObject } from "../json.ts";
import type { Technique } from "./detector.ts";
import { dnsRequestAction } from "./host-actions.ts";
import type { HostDetector, HostMatch } from "./host-detector.ts";
import { hostPlace, hostWords } from "./host-wording.ts";
import { listEvidence, listWords } from "./list-evidence.ts";
import { customName, nameVerdict } from "./name-verdict.ts";
import { quoted, sentence } from "./wording.ts";

export type ListName = {
  readonly type: FindingType;
  readonly categories: readonly Category[];
  /** "a command-and-control server". */
  readonly target: string;
  /** Why it matters, one sentence. */
  readonly meaning: string;
  readonly summary: string;
  readonly misses: string;
  readonly falsePositives: string;
  readonly attack: readonly Technique[];
  /** Whether each listed domain is an issue of its own; else they are one. */
  readonly apart: boolean;
};

type Told = { readonly matches: readonly ListMatch[]; readonly more: JsonObject };

/** A name tells what it is by the table of name-verdict. */
export function listNameDetector(name: ListName): HostDetector {
  return nameDetector(name, (lookup) => {
    const verdict = nameVerdict(lookup);
    if (verdict === null || verdict.type !== name.type) return null;
    const { matches, reputation } = verdict;
    if (reputation === null) return { matches, more: { listed: "answer" } };
    return { matches, more: { listed: "name", reputation: { score: reputation.score, reasons: reputation.reasons } } };
  });
}

/** Names on the user's own lists. */
export function customNameDetector(name: ListName): HostDetector {
  return nameDetector(name, (lookup) => {
    const matches = customName(lookup);
    if (matches.length === 0) return null;
    const others = lookup.facts?.matches.filter((match) => !matches.includes(match)) ?? [];
    return { matches: [...matches, ...others], more: { listed: "name" } };
  });
}

/** Which lookups name or lead to something listed: few of them do, and a dozen detectors ask. */
const listed = new WeakMap<readonly Lookup[], readonly Lookup[]>();

function listedOf(lookups: readonly Lookup[]): readonly Lookup[] {
  const known = listed.get(lookups);
  if (known) return known;
  const own = lookups.filter(isListed);
  listed.set(lookups, own);
  return own;
}

function isListed({ facts, answerMatches }: Lookup): boolean {
  return (facts !== null && facts.matches.length > 0) || answerMatches.length > 0;
}

function nameDetector(name: ListName, told: (lookup: Lookup) => Told | null): HostDetector {
  const { type, categories, summary, misses, falsePositives, attack } = name;
  return {
    type,
    watches: "host",
    reads: ["lookups"],
    summary,
    misses,
    falsePositives,
    attack,
    needs: ["dns", ...categories.map((category) => `list:${category}` as const)],
    detect(batch) {
      const matches: HostMatch[] = [];
      for (const lookup of listedOf(batch.lookups)) {
        const found = told(lookup);
        if (found) matches.push(nameMatch(batch, lookup, found, name));
      }
      return matches;
    },
  };
}

function nameMatch(batch: HostBatch, lookup: Lookup, { matches, more }: Told, name: ListName): HostMatch {
  const times = lookup.records === 1 ? "" : ` ${lookup.records} times`;
  const outcome = lookup.rcode === "NXDOMAIN" ? " The name does not exist (any more)." : "";
  return {
    record: lookup.record,
    timeMs: lookup.firstMs,
    subject: name.apart ? [issueOf(lookup, matches, more)] : [],
    title: `${sentence(hostWords(batch))} looked up ${quoted(lookup.nameLower)}, ${name.target}.`,
    description:
      `${sentence(hostWords(batch))} ${hostPlace(batch)} looked up ${quoted(lookup.nameLower)} (${cleanText(lookup.type, 16)})${times}, ` +
      `${name.target}: ${listWords(matches)}.${outcome} ${name.meaning}`,
    resourceRole: "ACTOR",
    action: dnsRequestAction(lookup),
    additionalInfo: { ...listEvidence(matches), ...more, domain: cleanText(lookup.nameLower), queries: lookup.records },
  };
}

/** The listed domain, so that names below one entry are one issue; for a listed address, what was registered. */
function issueOf({ nameLower, facts }: Lookup, [first]: readonly ListMatch[], { listed }: JsonObject): string {
  if (listed === "name" && first) return first.entry.replace(/^\*\./, "");
  return facts?.registeredDomain ?? nameLower;
}
