/** Impact:EC2/SuspiciousDomainRequest.Reputation: the host looked up a suspicious name. */

import { listNameDetector } from "../../list-name.ts";

export const suspiciousDomainReputation = listNameDetector({
  type: "Impact:EC2/SuspiciousDomainRequest.Reputation",
  categories: ["suspicious", "scanner"],
  target: "a suspicious name",
  meaning: "By itself it is a weak sign: look at what else the host did at the time.",
  summary: "A host looked up a name that is listed as suspicious, or a popular one whose listing as bad is doubtful.",
  misses:
    "Names in no list that is loaded, queries to other resolvers than the VPC's, and answers that came from a cache on the host.",
  falsePositives:
    "Names that were cleaned or changed hands since they were listed, mail filters, crawlers and researchers that visit everything.",
  attack: ["T1071.004"],
  apart: true,
});
