import { dropPoint } from "../../../../../src/core/detect/detectors/host/trojan-ec2-drop-point.ts";
import { batch } from "../../host-batches.ts";
import { hostDetectorTests } from "../../host-detector-tests.ts";
import { flowFrom, flowTo } from "../../listed.ts";

export default hostDetectorTests(
  dropPoint,
  [
    [
      "a connection that the host opened",
      batch([flowTo(["drop-point"])]),
      {
        resourceRole: "ACTOR",
        additionalInfo: {
          threatListName: "drop-point.txt",
          threatName: "emotet",
          listMatches: [
            { threatListName: "drop-point.txt", threatName: "emotet", category: "drop-point", entry: "198.51.100.7" },
          ],
        },
      },
    ],
    [
      "an attempt that was refused",
      batch([flowTo(["drop-point"], { action: "REJECT", initiatorBasis: "reject", packetsIn: 0, bytesIn: 0 })]),
      { resourceRole: "ACTOR" },
    ],
  ],
  [
    ["a connection that the address opened", batch([flowFrom(["drop-point"])])],
    [
      "a knock of the address whose opener nobody knows",
      batch([flowTo(["drop-point"], { initiator: "unknown", packetsOut: 0, bytesOut: 0 })]),
    ],
    ["a command-and-control server, told as that", batch([flowTo(["drop-point", "command-and-control"])])],
    ["an address on other lists", batch([flowTo(["malicious", "suspicious"])])],
  ],
);
