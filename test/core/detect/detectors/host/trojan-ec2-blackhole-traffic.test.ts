import { blackholeTraffic } from "../../../../../src/core/detect/detectors/host/trojan-ec2-blackhole-traffic.ts";
import { batch } from "../../host-batches.ts";
import { hostDetectorTests } from "../../host-detector-tests.ts";
import { flowFrom, flowTo } from "../../listed.ts";

export default hostDetectorTests(
  blackholeTraffic,
  [
    [
      "a connection that the host opened",
      batch([flowTo(["blackhole"])]),
      {
        resourceRole: "ACTOR",
        additionalInfo: {
          threatListName: "blackhole.txt",
          threatName: "emotet",
          listMatches: [
            { threatListName: "blackhole.txt", threatName: "emotet", category: "blackhole", entry: "198.51.100.7" },
          ],
        },
      },
    ],
    [
      "an attempt that was refused",
      batch([flowTo(["blackhole"], { action: "REJECT", initiatorBasis: "reject", packetsIn: 0, bytesIn: 0 })]),
      { resourceRole: "ACTOR" },
    ],
  ],
  [
    ["a connection that the address opened", batch([flowFrom(["blackhole"])])],
    [
      "a knock of the address whose opener nobody knows",
      batch([flowTo(["blackhole"], { initiator: "unknown", packetsOut: 0, bytesOut: 0 })]),
    ],
    ["a command-and-control server, told as that", batch([flowTo(["blackhole", "command-and-control"])])],
    ["an address on other lists", batch([flowTo(["malicious", "suspicious"])])],
  ],
);
