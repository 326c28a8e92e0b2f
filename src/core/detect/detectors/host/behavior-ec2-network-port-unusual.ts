/** Behavior:EC2/NetworkPortUnusual: the host speaks to a server port that it never used. */

import type { Flow } from "../../../event-flow.ts";
import { SEVERITY } from "../../../finding.ts";
import { isActor, isAnswered, isPeer, isProbe, isTrusted, portKey, toPublic } from "../../../profile/flow-shape.ts";
import { hasServerPort } from "../../../profile/fold-flow.ts";
import { dayOf, daysOfNews, isHabit } from "../../../profile/habits.ts";
import type { HostProfile } from "../../../profile/host-profile.ts";
import { groupFlows, largest } from "../../flow-groups.ts";
import { networkConnectionAction } from "../../host-actions.ts";
import type { HostDetector, HostMatch } from "../../host-detector.ts";
import { daysKnown, isLearned, mayBeLearned } from "../../host-learning.ts";
import { PORT_NEWS_MAX, PORT_NEWS_SHARE_MAX } from "../../host-thresholds.ts";
import { count, hostWords, peerText, portText } from "../../host-wording.ts";
import { sentence } from "../../wording.ts";

/** LDAP and the port of the Log4Shell tool: servers of code that a vulnerable logger fetches (CVE-2021-44228). */
const LOG4J_PORTS: ReadonlySet<number> = new Set([389, 1389]);
/** Those have findings of their own: mail, DNS, DNS over TLS. */
const OTHERS_PORTS: ReadonlySet<number> = new Set([25, 53, 853]);

export const networkPortUnusual: HostDetector = {
  type: "Behavior:EC2/NetworkPortUnusual",
  watches: "host",
  reads: ["flows"],
  summary: "The host exchanges data with a server port that it used on none of the days known of it.",
  misses:
    "What an attacker does on ports that the host uses anyway (443 above all), on two ephemeral ports, and all of it while " +
    "the host is learning or where its ports change all the time.",
  falsePositives: "A new service, client or agent on the host: from the next day on its port is a habit.",
  attack: ["T1571", "T1021"],
  needs: ["flow", "profile"],
  detect(batch, { profile }) {
    if (!mayBeLearned(profile.flowDays)) return [];
    const groups = groupFlows(batch.flows, (flow) =>
      isUnusual(flow, profile) ? portKey(flow.protocol, flow.remotePort) : null,
    );
    if (groups.length > PORT_NEWS_MAX) return [];
    return groups.flatMap(({ flows }): HostMatch[] => {
      const flow = largest(flows, ({ bytesOut, bytesIn }) => bytesOut + bytesIn);
      if (flow === null || flow.remotePort === null) return [];
      const days = daysKnown(profile.flowDays, dayOf(flow.firstMs));
      const isCallback = LOG4J_PORTS.has(flow.remotePort) && toPublic(flow);
      const port = portText(flow.protocol, flow.remotePort);
      const peer = peerText(profile, flow);
      return [
        {
          record: flow.record,
          timeMs: flow.firstMs,
          subject: [portKey(flow.protocol, flow.remotePort)],
          ...(isCallback ? { severity: SEVERITY.high } : {}),
          title: `${sentence(hostWords(batch))} is speaking to unusual ${port} of ${peer}.`,
          description:
            `${sentence(hostWords(batch))} exchanged data with ${port} of ${peer}. It used that port on none of the ` +
            `${count(days)} days known. ` +
            (isCallback
              ? "Servers on this port hand out code to applications with the Log4j flaw."
              : "Malware often has ports of its own."),
          resourceRole: "ACTOR",
          action: networkConnectionAction(flow),
          additionalInfo: { unusual: flow.remotePort, ...(isCallback ? { context: "Possible log4j callback" } : {}) },
        },
      ];
    });
  },
};

function isUnusual(flow: Flow, { habits, flowDays }: HostProfile): boolean {
  if (!isActor(flow) || !isAnswered(flow) || isProbe(flow) || !isPeer(flow) || isTrusted(flow)) return false;
  if (!hasServerPort(flow) || OTHERS_PORTS.has(flow.remotePort ?? 0)) return false;
  const day = dayOf(flow.firstMs);
  if (!isLearned(flowDays, day) || isHabit(habits.remotePorts, portKey(flow.protocol, flow.remotePort), day))
    return false;
  return daysOfNews(habits.remotePorts, day) <= daysKnown(flowDays, day) * PORT_NEWS_SHARE_MAX;
}
