import { bitcoinTool } from "../../../../../src/core/detect/detectors/host/crypto-currency-ec2-bitcoin-tool-b.ts";
import { batch } from "../../host-batches.ts";
import { hostDetectorTests } from "../../host-detector-tests.ts";
import { flowFrom, flowTo } from "../../listed.ts";

export default hostDetectorTests(
  bitcoinTool,
  [
    [
      "a connection to a listed pool",
      batch([flowTo(["cryptocurrency"])]),
      {
        resourceRole: "ACTOR",
        additionalInfo: {
          threatListName: "cryptocurrency.txt",
          threatName: "emotet",
          listMatches: [
            {
              threatListName: "cryptocurrency.txt",
              threatName: "emotet",
              category: "cryptocurrency",
              entry: "198.51.100.7",
            },
          ],
        },
      },
    ],
  ],
  [
    ["a connection that was refused", batch([flowTo(["cryptocurrency"], { action: "REJECT" })])],
    ["a connection that the peer opened", batch([flowFrom(["cryptocurrency"])])],
    [
      "a pool that is a command-and-control server as well, told as that",
      batch([flowTo(["cryptocurrency", "command-and-control"])]),
    ],
    ["an address on other lists", batch([flowTo(["malicious", "custom-threat"])])],
  ],
);
