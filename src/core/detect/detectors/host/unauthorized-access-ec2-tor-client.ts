/** UnauthorizedAccess:EC2/TorClient: the host opens connections to Tor relays. */

import { torDetector } from "../../tor-detector.ts";

export const torClient = torDetector(
  "client",
  {
    type: "UnauthorizedAccess:EC2/TorClient",
    summary: "A host opened connections to Tor relays: what it sends leaves the network unseen.",
    misses: "Bridges and relays in no list that is loaded, and Tor inside another tunnel.",
    falsePositives:
      "A relay's address that serves something else as well, and software that uses Tor on purpose: suppress by instance.",
    attack: ["T1090.003"],
  },
  "Tor hides whom the host talks to, which malware and people who move data out have use for.",
);
