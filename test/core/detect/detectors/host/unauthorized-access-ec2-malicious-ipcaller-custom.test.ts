import { maliciousPeerCustom } from "../../../../../src/core/detect/detectors/host/unauthorized-access-ec2-malicious-ipcaller-custom.ts";
import { batch } from "../../host-batches.ts";
import { hostDetectorTests } from "../../host-detector-tests.ts";
import { flowFrom, flowTo } from "../../listed.ts";

export default hostDetectorTests(
  maliciousPeerCustom,
  [
    [
      "a connection that the host opened",
      batch([flowTo(["custom-threat"])]),
      {
        resourceRole: "ACTOR",
        additionalInfo: {
          threatListName: "custom-threat.txt",
          threatName: "emotet",
          listMatches: [
            {
              threatListName: "custom-threat.txt",
              threatName: "emotet",
              category: "custom-threat",
              entry: "198.51.100.7",
            },
          ],
        },
      },
    ],
    ["a connection that the address opened", batch([flowFrom(["custom-threat"])]), { resourceRole: "TARGET" }],
    [
      "an address that other lists hold as well, the user's own first",
      batch([flowTo(["command-and-control", "custom-threat"])]),
      { additionalInfo: { threatListName: "custom-threat.txt" } },
    ],
  ],
  [
    [
      "traffic that was refused",
      batch([flowTo(["custom-threat"], { action: "REJECT" }), flowFrom(["custom-threat"], { action: "REJECT" })]),
    ],
    ["an address on other lists", batch([flowTo(["malicious"])])],
  ],
);
