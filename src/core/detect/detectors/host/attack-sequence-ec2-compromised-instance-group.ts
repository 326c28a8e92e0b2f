/** AttackSequence:EC2/CompromisedInstanceGroup: flows, names and the instance's role tell one story within a day. */

import type { HostBatch } from "../../../group/host-batch.ts";
import type { HostDetector } from "../../host-detector.ts";
import { hostSequence, purposeOf, storyOf } from "../../host-sequence.ts";
import { count, hostPlace, hostWords } from "../../host-wording.ts";
import { quoted, sentence } from "../../wording.ts";

/** Signals named in the description; the rest are in the details. */
const NAMES_TOLD_MAX = 6;

export const compromisedInstanceGroup: HostDetector = {
  type: "AttackSequence:EC2/CompromisedInstanceGroup",
  watches: "host",
  reads: ["flows", "lookups"],
  summary:
    "Several findings on one host within a day, from different logs or of different purposes, tell that somebody else controls it.",
  misses:
    "Attacks that raise a single kind of finding, or that take longer than a day between their steps, and the other " +
    "instances of the same group: each host is judged by itself.",
  falsePositives: "Penetration tests, and honeypots: suppress by instance for the time of the test.",
  attack: ["T1071", "T1046", "T1496", "T1041"],
  needs: ["flow", "dns", "cloudtrail"],
  detect(batch, { profile }) {
    const story = storyOf(profile.signals);
    const last = story?.at(-1);
    if (!story || !last || last.timeMs < startOf(batch)) return [];
    const names = [...new Set(story.map(({ name }) => name))];
    const purposes = [...new Set(names.map(purposeOf))];
    const description =
      `${sentence(hostWords(batch))} ${hostPlace(batch)} showed ${count(story.length)} signals of ` +
      `${purposes.slice(0, NAMES_TOLD_MAX).join(", ")} within 24 hours: ` +
      `${names.slice(0, NAMES_TOLD_MAX).map(quoted).join(", ")}. ` +
      "Together they say that somebody else controls it: isolate it, and revoke the sessions of its role.";
    return [
      {
        record: batch.flows[0]?.record ?? batch.lookups[0]?.record ?? 0,
        timeMs: last.timeMs,
        subject: [],
        title: `${sentence(hostWords(batch))} may be compromised: ${count(story.length)} signals within 24 hours.`,
        description,
        resourceRole: "TARGET",
        action: {},
        detection: hostSequence(batch, description, story),
      },
    ];
  },
};

/** Told again only where the batch adds to the story. */
function startOf({ flows, lookups, signals }: HostBatch): number {
  let start = Number.POSITIVE_INFINITY;
  for (const { firstMs } of flows) start = Math.min(start, firstMs);
  for (const { firstMs } of lookups) start = Math.min(start, firstMs);
  for (const { timeMs } of signals ?? []) start = Math.min(start, timeMs);
  return start;
}
