/** Recon:EC2/Portscan: the host tries many ports of one peer within a short time. */

import { ipText } from "../../../net/ip.ts";
import { fullest, mayReach } from "../../../profile/distinct-window.ts";
import { isPeer, isProbe, isTrusted, portKey } from "../../../profile/flow-shape.ts";
import { dayOf, isHabit } from "../../../profile/habits.ts";
import { TCP, UDP } from "../../../net/protocols.ts";
import { groupFlows, largest } from "../../flow-groups.ts";
import { networkConnectionAction } from "../../host-actions.ts";
import type { HostDetector, HostMatch } from "../../host-detector.ts";
import { PORTSCAN_PORTS_MIN, SCAN_WINDOW_MINUTES } from "../../host-thresholds.ts";
import { count, hostWords, peerText } from "../../host-wording.ts";
import { sentence } from "../../wording.ts";

/** GuardDuty tells a sample of the ports. */
const SAMPLE_PORTS_MAX = 20;

export const portscan: HostDetector = {
  type: "Recon:EC2/Portscan",
  watches: "host",
  reads: ["flows"],
  summary:
    "The host tries many ports of one peer within a short time, and most are refused or nothing is said on them.",
  misses:
    "Scans of fewer than 50 ports in a quarter of an hour, slow ones and those spread over many peers, and scans that " +
    "speak to each open port at length.",
  falsePositives:
    "Vulnerability scanners and inventories of your own: put what they scan on the trusted list, or suppress by instance. " +
    "Health checks of many ports of one peer become a habit within a day.",
  attack: ["T1046", "T1595.001"],
  needs: ["flow"],
  detect(batch, { profile }) {
    if (!mayReach(profile.distinct.portsByPeer, PORTSCAN_PORTS_MIN)) return [];
    const groups = groupFlows(batch.flows, (flow) =>
      isProbe(flow) && isPeer(flow) && !isTrusted(flow) ? ipText(flow.remoteIp) : null,
    );
    const scans = groups.flatMap(({ key, flows, first, last }): readonly { ports: string[]; match: HostMatch }[] => {
      const [flow] = flows;
      if (!flow) return [];
      const day = dayOf(flow.firstMs);
      const known = (port: string): boolean =>
        [TCP, UDP].some((protocol) => isHabit(profile.habits.remotePorts, portKey(protocol, Number(port)), day));
      const tried = fullest(profile.distinct.portsByPeer.get(key), SCAN_WINDOW_MINUTES, first, last);
      const ports = tried.filter((port) => !known(port));
      if (ports.length < PORTSCAN_PORTS_MIN) return [];
      const peer = peerText(profile, flow);
      const match: HostMatch = {
        record: flow.record,
        timeMs: flow.firstMs,
        subject: [],
        title: `${sentence(hostWords(batch))} is scanning the ports of ${peer}.`,
        description:
          `${sentence(hostWords(batch))} tried ${count(ports.length)} or more ports of ${peer} within ` +
          `${SCAN_WINDOW_MINUTES} minutes without saying anything on them. Attackers look so for services they can use.`,
        resourceRole: "ACTOR",
        action: networkConnectionAction(flow),
        additionalInfo: {
          portsScannedSample: ports
            .map(Number)
            .sort((one, other) => one - other)
            .slice(0, SAMPLE_PORTS_MAX),
        },
      };
      return [{ ports, match }];
    });
    const most = largest(scans, ({ ports }) => ports.length);
    return most === null ? [] : [most.match];
  },
};
