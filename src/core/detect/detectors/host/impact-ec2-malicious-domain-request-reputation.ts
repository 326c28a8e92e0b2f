/** Impact:EC2/MaliciousDomainRequest.Reputation: the host looked up a name that is known as malicious. */

import { listNameDetector } from "../../list-name.ts";

export const maliciousDomainReputation = listNameDetector({
  type: "Impact:EC2/MaliciousDomainRequest.Reputation",
  categories: ["malicious"],
  target: "a name of bad repute",
  meaning: "The lists know the name as bad without saying what for: look at what the host wanted there.",
  summary: "A host looked up a name that is listed as malicious.",
  misses:
    "Names in no list that is loaded, queries to other resolvers than the VPC's, and answers that came from a cache on the host.",
  falsePositives:
    "Names that were cleaned or changed hands since they were listed, mail filters, crawlers and researchers that visit everything.",
  attack: ["T1071.004"],
  apart: true,
});
