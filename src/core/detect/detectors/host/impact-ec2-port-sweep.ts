/** Impact:EC2/PortSweep: the host tries one port of many public addresses. */

import { fullest, mayReach } from "../../../profile/distinct-window.ts";
import { isProbe, isTrusted, portKey, toPublic } from "../../../profile/flow-shape.ts";
import { groupFlows, largest } from "../../flow-groups.ts";
import { networkConnectionAction } from "../../host-actions.ts";
import type { HostDetector } from "../../host-detector.ts";
import { SCAN_WINDOW_MINUTES, SWEEP_PEERS_MIN, SWEEP_REACHED_SHARE_MAX } from "../../host-thresholds.ts";
import { count, hostWords, portText } from "../../host-wording.ts";
import { sentence } from "../../wording.ts";

/** Further ports told in one finding. */
const FURTHER_PORTS_MAX = 20;

export const portSweep: HostDetector = {
  type: "Impact:EC2/PortSweep",
  watches: "host",
  reads: ["flows"],
  summary: "The host tries one port of many public addresses within a short time, and most refuse or do not answer.",
  misses:
    "Sweeps of fewer than 50 addresses in a quarter of an hour, sweeps of private addresses, and sweeps that reach " +
    "more addresses than they miss.",
  falsePositives:
    "Crawlers and peer-to-peer clients (blockchain nodes, BitTorrent) that dial many peers which are gone, and measurement " +
    "of the Internet: suppress by instance.",
  attack: ["T1046", "T1595.001"],
  needs: ["flow"],
  detect(batch, { profile }) {
    if (!mayReach(profile.distinct.peersByPort, SWEEP_PEERS_MIN)) return [];
    const groups = groupFlows(batch.flows, (flow) =>
      isProbe(flow) && toPublic(flow) && !isTrusted(flow) ? portKey(flow.protocol, flow.remotePort) : null,
    );
    const sweeps = groups.flatMap((group) => {
      const { key, first, last } = group;
      const tried = fullest(profile.distinct.peersByPort.get(key), SCAN_WINDOW_MINUTES, first, last).length;
      const reached = fullest(profile.distinct.reachedByPort.get(key), SCAN_WINDOW_MINUTES, first, last).length;
      return tried >= SWEEP_PEERS_MIN && reached <= tried * SWEEP_REACHED_SHARE_MAX ? [{ ...group, tried }] : [];
    });
    const most = largest(sweeps, ({ tried }) => tried);
    const flow = most?.flows.at(-1);
    if (!most || !flow || flow.remotePort === null) return [];
    const port = portText(flow.protocol, flow.remotePort);
    const further = sweeps.filter((sweep) => sweep !== most).map(({ flows }) => flows[0]?.remotePort ?? 0);
    return [
      {
        record: flow.record,
        timeMs: flow.firstMs,
        subject: [],
        title: `${sentence(hostWords(batch))} is sweeping public addresses for ${port}.`,
        description:
          `${sentence(hostWords(batch))} tried ${port} of ${count(most.tried)} or more public addresses within ` +
          `${SCAN_WINDOW_MINUTES} minutes, most of them in vain. Worms and bots look so for hosts they can take over.`,
        resourceRole: "ACTOR",
        action: networkConnectionAction(flow),
        additionalInfo: { scannedPort: flow.remotePort, additionalScannedPorts: further.slice(0, FURTHER_PORTS_MAX) },
      },
    ];
  },
};
