/** Makes the two detectors for open ports that known scanners reach. */

import type { Flow } from "../event-flow.ts";
import type { Severity } from "../finding.ts";
import type { HostBatch } from "../group/host-batch.ts";
import { PORT_PROBE_DETAILS_MAX } from "../limits.ts";
import { portName } from "../net/protocols.ts";
import { ipText } from "../net/ip.ts";
import { portProbeAction } from "./host-actions.ts";
import type { HostDetector, HostMatch } from "./host-detector.ts";
import { hostPlace, hostWords } from "./host-wording.ts";
import { decidingFirst, listEvidence, listWords } from "./list-evidence.ts";
import { type Probes, scannerProbes } from "./port-probe.ts";
import { sentence } from "./wording.ts";

type Prose = Pick<HostDetector, "type" | "summary" | "misses" | "falsePositives">;

/** One match a batch: scanners come by the dozen, and what is to be done is the same for all. */
export function portProbeDetector(
  probesOf: (probes: Probes) => readonly Flow[],
  prose: Prose,
  severityOf: (port: number) => Severity | undefined,
): HostDetector {
  return {
    ...prose,
    watches: "host",
    reads: ["flows"],
    attack: ["T1595.001", "T1046"],
    needs: ["flow", "list:scanner"],
    detect(batch) {
      const flows = probesOf(scannerProbes(batch));
      const [first] = flows;
      return first ? [probeMatch(batch, flows, first, severityOf)] : [];
    },
  };
}

function probeMatch(
  batch: HostBatch,
  flows: readonly Flow[],
  first: Flow,
  severityOf: (port: number) => Severity | undefined,
): HostMatch {
  const ports = [...new Set(flows.map(({ localPort }) => localPort ?? 0))].sort((a, b) => a - b);
  const scanners = new Set(flows.map(({ remoteIp }) => remoteIp)).size;
  const matches = decidingFirst(first.remote?.matches ?? [], "scanner");
  const severities = ports.map(severityOf).filter((severity) => severity !== undefined);
  return {
    record: first.record,
    timeMs: first.firstMs,
    subject: [],
    ...(severities.length === 0 ? {} : { severity: Math.max(...severities) }),
    title: `${sentence(hostWords(batch))} has an open port that known scanners reach.`,
    description:
      `${scanners} known scanners reached ${portWords(ports)} of ${hostWords(batch)} ${hostPlace(batch)}, among them ` +
      `${ipText(first.remoteIp)}: ${listWords(matches)}. Neither a security group nor a network ACL kept them out. ` +
      "Open the port to those alone who need it.",
    resourceRole: "TARGET",
    action: portProbeAction(flows),
    additionalInfo: { ...listEvidence(matches), portsScannedSample: ports.slice(0, PORT_PROBE_DETAILS_MAX), scanners },
  };
}

/** `port 22 (SSH)`, `ports 22, 3306 and 7 more`. */
function portWords(ports: readonly number[]): string {
  const [only] = ports;
  if (ports.length === 1 && only !== undefined) {
    const name = portName(only);
    return `port ${only}${name === "Unknown" ? "" : ` (${name})`}`;
  }
  const shown = ports.slice(0, 5).join(", ");
  return ports.length <= 5 ? `ports ${shown}` : `ports ${shown} and ${ports.length - 5} more`;
}
