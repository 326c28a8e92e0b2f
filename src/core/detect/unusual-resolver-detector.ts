/** The three types about resolvers that are new to a host: plain DNS, DNS over HTTPS, DNS over TLS. */

import { isActor, isAnswered, isTrusted } from "../profile/flow-shape.ts";
import { type ResolverKind, resolverKeys } from "../profile/fold-flow.ts";
import { dayOf, isHabit } from "../profile/habits.ts";
import { ipText } from "../net/ip.ts";
import { groupFlows, largest } from "./flow-groups.ts";
import { networkConnectionAction } from "./host-actions.ts";
import type { HostDetector, HostMatch } from "./host-detector.ts";
import { daysKnown, isLearned, mayBeLearned } from "./host-learning.ts";
import { count, hostWords, peerText } from "./host-wording.ts";
import { sentence } from "./wording.ts";

/** `server`: "public DNS resolver". */
export function unusualResolverDetector(
  kind: ResolverKind,
  server: string,
  why: string,
  prose: Pick<HostDetector, "type" | "summary" | "misses" | "falsePositives" | "attack">,
): HostDetector {
  return {
    ...prose,
    watches: "host",
    reads: ["flows"],
    needs: ["flow", "profile"],
    detect(batch, { profile }) {
      if (!mayBeLearned(profile.flowDays)) return [];
      const groups = groupFlows(batch.flows, (flow) => {
        if (!isActor(flow) || !isAnswered(flow) || isTrusted(flow)) return null;
        return resolverKeys(profile, flow).find((key) => key.startsWith(`${kind}:`)) ?? null;
      });
      return groups.flatMap(({ key, flows }): HostMatch[] => {
        const flow = largest(flows, ({ packetsOut }) => packetsOut);
        if (flow === null) return [];
        const day = dayOf(flow.firstMs);
        if (!isLearned(profile.flowDays, day) || isHabit(profile.habits.resolvers, key, day)) return [];
        const peer = peerText(profile, flow);
        return [
          {
            record: flow.record,
            timeMs: flow.firstMs,
            subject: [key],
            title: `${sentence(hostWords(batch))} is using the unusual ${server} ${peer}.`,
            description:
              `${sentence(hostWords(batch))} spoke to the ${server} ${peer}, which it did on none of the ` +
              `${count(daysKnown(profile.flowDays, day))} days known. ${why}`,
            resourceRole: "ACTOR",
            action: networkConnectionAction(flow),
            additionalInfo: { unusual: ipText(flow.remoteIp), outBytes: flow.bytesOut, inBytes: flow.bytesIn },
          },
        ];
      });
    },
  };
}
