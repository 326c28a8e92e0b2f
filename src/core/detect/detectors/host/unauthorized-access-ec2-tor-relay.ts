/** UnauthorizedAccess:EC2/TorRelay: relays connect to the host and it to them, as among relays. */

import { torDetector } from "../../tor-detector.ts";

export const torRelay = torDetector(
  "relay",
  {
    type: "UnauthorizedAccess:EC2/TorRelay",
    summary:
      "Tor relays opened connections that the host took, on Tor's own port or while it opened some to relays itself: it relays for others.",
    misses:
      "A relay so new that no listed one knows it, and one whose two directions of traffic fall into different log objects.",
    falsePositives:
      "A server that also uses Tor as a client while a relay's operator visits it. With no list of exits loaded, visitors through Tor count as relays.",
    attack: ["T1090.003", "T1496.002"],
  },
  "Strangers' traffic leaves under the account's addresses, and its abuse is laid at the account's door.",
);
