/** DefenseEvasion:EC2/UnusualDNSResolver: the host asks a public DNS resolver that it asked on none of the days known of it. */

import { unusualResolverDetector } from "../../unusual-resolver-detector.ts";

export const unusualDnsResolver = unusualResolverDetector(
  "dns",
  "public DNS resolver",
  "Queries that pass by the VPC's own resolver are not in its log.",
  {
    type: "DefenseEvasion:EC2/UnusualDNSResolver",
    summary: "The host asks a public DNS resolver that it asked on none of the days known of it.",
    misses:
      "Resolvers that are neither well known nor on a list of category public-resolver, an operator that the host uses anyway, and all of it while the host is learning.",
    falsePositives:
      "A change of resolver settings, and tools (dig, containers) with a resolver of their own: from the next day on it is a habit.",
    attack: ["T1071.004", "T1568"],
  },
);
