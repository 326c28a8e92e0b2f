/** Trojan:EC2/DGADomainRequest.B: many names that do not exist and look generated, within an hour. */

import { fullest, minuteOf } from "../../../profile/distinct-window.ts";
import { domainOf, NXDOMAIN } from "../../../profile/fold-lookup.ts";
import { dayOf, isHabit } from "../../../profile/habits.ts";
import { dnsRequestAction } from "../../host-actions.ts";
import { generatedNames } from "../../generated-names.ts";
import type { HostDetector } from "../../host-detector.ts";
import { DGA_WINDOW_MINUTES } from "../../host-thresholds.ts";
import { count, hostPlace, hostWords } from "../../host-wording.ts";
import { quoted, sentence } from "../../wording.ts";

/** Names told in one finding. */
const SAMPLE_NAMES_MAX = 10;

export const dgaDomainRequest: HostDetector = {
  type: "Trojan:EC2/DGADomainRequest.B",
  watches: "host",
  reads: ["lookups"],
  summary: "The host asks within an hour for many names that do not exist and look as if an algorithm had made them.",
  misses:
    "Algorithms that change real names or take words from long lists, fewer than five names that do not exist in an hour, " +
    "and one that finds its master at the first try.",
  falsePositives:
    "Products that probe with random names, mail servers and crawlers that meet names which spammers registered by the " +
    "hundred: put their domains on the trusted list.",
  attack: ["T1568.002"],
  needs: ["dns"],
  detect(batch, { profile }) {
    const failed = batch.lookups.filter((lookup) => lookup.rcode === NXDOMAIN);
    const first = failed.reduce((least, { lastMs }) => Math.min(least, lastMs), Number.POSITIVE_INFINITY);
    const last = failed.reduce((most, { lastMs }) => Math.max(most, lastMs), 0);
    if (failed.length === 0) return [];
    const window = profile.distinct.failedDomains.get(NXDOMAIN);
    const day = dayOf(first);
    const names = fullest(window, DGA_WINDOW_MINUTES, minuteOf(first), minuteOf(last)).filter(
      (domain) => !isHabit(profile.habits.domains, domain, day),
    );
    const generated = generatedNames(names);
    if (generated.length === 0) return [];
    const told = new Set(generated);
    const lookup = failed.findLast((one) => told.has(domainOf(one) ?? ""));
    if (!lookup) return [];
    return [
      {
        record: lookup.record,
        timeMs: lookup.firstMs,
        subject: [],
        title: `${sentence(hostWords(batch))} is asking for generated names, for example ${quoted(lookup.name)}.`,
        description:
          `${sentence(hostWords(batch))} ${hostPlace(batch)} asked within an hour for ${count(generated.length)} or more ` +
          `names that do not exist and look generated, for example ${generated.slice(0, 3).map(quoted).join(", ")}. ` +
          "Malware looks so for its master among the names of the day.",
        resourceRole: "ACTOR",
        action: dnsRequestAction(lookup),
        additionalInfo: {
          domain: lookup.nameLower,
          generatedDomains: generated.slice(0, SAMPLE_NAMES_MAX),
          failedDomains: names.length,
        },
      },
    ];
  },
};
