import { torClient } from "../../../../../src/core/detect/detectors/host/unauthorized-access-ec2-tor-client.ts";
import { batch } from "../../host-batches.ts";
import { hostDetectorTests } from "../../host-detector-tests.ts";
import { flowFrom, flowTo } from "../../listed.ts";

export default hostDetectorTests(
  torClient,
  [
    [
      "a connection to a relay",
      batch([flowTo(["tor-relay"], { remotePort: 9001 })]),
      {
        resourceRole: "ACTOR",
        additionalInfo: {
          threatListName: "tor-relay.txt",
          relaysContacted: 1,
          relaysServed: 0,
        },
      },
    ],
    [
      "a web server with visitors through Tor that uses Tor itself",
      batch([flowTo(["tor-relay"]), flowFrom(["tor-relay", "tor-exit"])]),
    ],
  ],
  [
    ["a connection that was refused", batch([flowTo(["tor-relay"], { action: "REJECT" })])],
    ["a visitor through Tor", batch([flowFrom(["tor-relay", "tor-exit"])])],
    ["a relay, told as that", batch([flowTo(["tor-relay"]), flowFrom(["tor-relay"], { localPort: 9001 })])],
    ["an address that is an exit and no relay any more", batch([flowTo(["tor-exit"])])],
    ["another anonymizer", batch([flowTo(["anonymizer"])])],
  ],
);
