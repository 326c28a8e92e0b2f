/** Impact:EC2/BitcoinDomainRequest.Reputation: the host looked up a mining name of bad repute. */

import { listNameDetector } from "../../list-name.ts";

export const bitcoinDomainReputation = listNameDetector({
  type: "Impact:EC2/BitcoinDomainRequest.Reputation",
  categories: ["cryptocurrency"],
  target: "a name of bad repute with ties to cryptocurrency",
  meaning: "Miners that nobody asked for hide behind such names.",
  summary: "A host looked up a name that is listed both for cryptocurrency and as malicious, suspicious or abused.",
  misses:
    "Names in no list that is loaded, queries to other resolvers than the VPC's, and answers that came from a cache on the host.",
  falsePositives:
    "Names that were cleaned or changed hands since they were listed, mail filters, crawlers and researchers that visit everything.",
  attack: ["T1496.001"],
  apart: true,
});
