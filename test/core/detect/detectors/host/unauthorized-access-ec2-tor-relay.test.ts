import { torRelay } from "../../../../../src/core/detect/detectors/host/unauthorized-access-ec2-tor-relay.ts";
import { batch, ip } from "../../host-batches.ts";
import { hostDetectorTests } from "../../host-detector-tests.ts";
import { flowFrom, flowTo } from "../../listed.ts";

export default hostDetectorTests(
  torRelay,
  [
    [
      "relays on both sides",
      batch([
        flowTo(["tor-relay"]),
        flowFrom(["tor-relay"]),
        flowFrom(["tor-relay"], { remoteIp: ip("198.51.100.8") }),
      ]),
      {
        resourceRole: "ACTOR",
        additionalInfo: {
          threatListName: "tor-relay.txt",
          relaysContacted: 1,
          relaysServed: 2,
        },
      },
    ],
    ["a relay on Tor's own port", batch([flowFrom(["tor-relay"], { localPort: 9001 })])],
  ],
  [
    ["a client", batch([flowTo(["tor-relay"], { remotePort: 9001 })])],
    ["a visitor from a relay's address to a web server", batch([flowFrom(["tor-relay"], { localPort: 443 })])],
    [
      "users' traffic out of exits on Tor's own port",
      batch([flowFrom(["tor-relay", "tor-exit"], { localPort: 9001 })]),
    ],
    ["a knock on Tor's port that was refused", batch([flowFrom(["tor-relay"], { localPort: 9001, action: "REJECT" })])],
    [
      "a knock on Tor's port that nothing answered",
      batch([flowFrom(["tor-relay"], { localPort: 9001, packetsOut: 0, bytesOut: 0 })]),
    ],
  ],
);
