/** Recon:EC2/PortProbeEMRUnprotectedPort: a known scanner reached a port of an EMR cluster's Hadoop. */

import { portProbeDetector } from "../../port-probe-detector.ts";

export const portProbeEmrUnprotectedPort = portProbeDetector(
  ({ emr }) => emr,
  {
    type: "Recon:EC2/PortProbeEMRUnprotectedPort",
    summary:
      "A known scanner reached a port on which EMR's Hadoop takes jobs or shows its state (YARN, HDFS, Spark), open to the Internet.",
    misses:
      "Scanners in no list that is loaded, and applications of a cluster on ports of their own. Other web interfaces count only where tags or security groups show a cluster.",
    falsePositives:
      "Hadoop outside EMR, and others on the same ports, where the inventory knows neither tags nor groups of the host: open, it is as dangerous.",
  },
  () => undefined,
);
