/** Recon:EC2/PortProbeUnprotectedPort: a known scanner reached an open port of the host. */

import { SEVERITY } from "../../../finding.ts";
import { portProbeDetector } from "../../port-probe-detector.ts";

/** GuardDuty User Guide: severity High where the probed port is Elasticsearch's. */
const ELASTICSEARCH_PORTS = new Set([9200, 9300]);

export const portProbeUnprotectedPort = portProbeDetector(
  ({ others }) => others,
  {
    type: "Recon:EC2/PortProbeUnprotectedPort",
    summary:
      "A known scanner reached a port of the host that no security group or ACL closes, other than 80 and 443. High for Elasticsearch (9200, 9300).",
    misses:
      "Scanners in no list that is loaded, and scans of ports that are closed. A firewall on the host that drops silently looks like an open port.",
    falsePositives: "Ports that are open to all on purpose: suppress by instance and port.",
  },
  (port) => (ELASTICSEARCH_PORTS.has(port) ? SEVERITY.high : undefined),
);
