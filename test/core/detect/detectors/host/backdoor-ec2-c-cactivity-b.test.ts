import { commandAndControlActivity } from "../../../../../src/core/detect/detectors/host/backdoor-ec2-c-cactivity-b.ts";
import { batch } from "../../host-batches.ts";
import { hostDetectorTests } from "../../host-detector-tests.ts";
import { flowFrom, flowTo } from "../../listed.ts";

export default hostDetectorTests(
  commandAndControlActivity,
  [
    [
      "a connection to a listed server",
      batch([flowTo(["command-and-control"])]),
      {
        resourceRole: "ACTOR",
        subject: [],
        additionalInfo: {
          threatListName: "command-and-control.txt",
          threatName: "emotet",
          listMatches: [
            {
              threatListName: "command-and-control.txt",
              threatName: "emotet",
              category: "command-and-control",
              entry: "198.51.100.7",
            },
          ],
        },
      },
    ],
    [
      "a connection of the server's that came about",
      batch([flowFrom(["command-and-control"])]),
      { resourceRole: "TARGET" },
    ],
    ["a server that other lists hold as well", batch([flowTo(["blackhole", "command-and-control"])])],
    [
      "traffic without ports whose opener nobody knows",
      batch([flowTo(["command-and-control"], { initiator: "unknown", protocol: 1, localPort: 0, remotePort: 0 })]),
    ],
  ],
  [
    ["a connection that was refused", batch([flowTo(["command-and-control"], { action: "REJECT" })])],
    [
      "a scan that met a closed port",
      batch([flowFrom(["command-and-control"], { packetsIn: 1, bytesIn: 40, packetsOut: 1, bytesOut: 40 })]),
    ],
    [
      "a knock that nothing answered",
      batch([flowFrom(["command-and-control"], { packetsIn: 5, packetsOut: 0, bytesOut: 0 })]),
    ],
    ["an address on other lists", batch([flowTo(["malicious", "scanner", "custom-threat"])])],
    ["an address on no list", batch([flowTo([])])],
    ["a batch of nothing", batch([], [])],
  ],
);
