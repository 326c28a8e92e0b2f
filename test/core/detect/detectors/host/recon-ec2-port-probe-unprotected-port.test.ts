import { portProbeUnprotectedPort } from "../../../../../src/core/detect/detectors/host/recon-ec2-port-probe-unprotected-port.ts";
import { batch, HOST, ip } from "../../host-batches.ts";
import { hostDetectorTests } from "../../host-detector-tests.ts";
import { flowFrom, flowTo } from "../../listed.ts";

export default hostDetectorTests(
  portProbeUnprotectedPort,
  [
    [
      "scanners at open ports, told at once",
      batch([
        flowFrom(["scanner"], { localPort: 22 }),
        flowFrom(["scanner"], { localPort: 3306, remoteIp: ip("198.51.100.8") }),
        flowFrom(["scanner"], { localPort: 443 }),
      ]),
      {
        resourceRole: "TARGET",
        subject: [],
        additionalInfo: {
          threatListName: "scanner.txt",
          threatName: "emotet",
          listMatches: [
            { threatListName: "scanner.txt", threatName: "emotet", category: "scanner", entry: "198.51.100.7" },
          ],
          portsScannedSample: [22, 3306],
          scanners: 2,
        },
      },
    ],
    ["Elasticsearch, which is High", batch([flowFrom(["scanner"], { localPort: 9200 })]), { severity: 8 }],
    ["a record without the answer", batch([flowFrom(["scanner"], { localPort: 22, packetsOut: 0, bytesOut: 0 })])],
    ["UDP", batch([flowFrom(["scanner"], { localPort: 161, protocol: 17, packetsIn: 1, packetsOut: 0, bytesOut: 0 })])],
    [
      "YARN's port of a host that is known to be in no cluster",
      {
        ...batch([flowFrom(["scanner"], { localPort: 8088 })]),
        facts: { host: HOST, instanceId: HOST, instanceDetails: { tags: [{ key: "Name", value: "web" }] } },
      },
    ],
  ],
  [
    ["80 and 443", batch([flowFrom(["scanner"], { localPort: 80 }), flowFrom(["scanner"], { localPort: 443 })])],
    ["a port that a security group closes", batch([flowFrom(["scanner"], { localPort: 22, action: "REJECT" })])],
    ["a port that the host refuses", batch([flowFrom(["scanner"], { localPort: 22, tcpFlagsIn: 2, tcpFlagsOut: 4 })])],
    ["a visitor on no list of scanners", batch([flowFrom(["malicious"], { localPort: 22 })])],
    ["a connection that the host opened", batch([flowTo(["scanner"])])],
    ["a ping", batch([flowFrom(["scanner"], { protocol: 1, localPort: 0, remotePort: 0 })])],
    ["YARN's port, told as EMR's", batch([flowFrom(["scanner"], { localPort: 8088 })])],
  ],
);
