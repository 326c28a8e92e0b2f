/** Trojan:EC2/BlackholeTraffic!DNS: the host looked up a name that leads to a sinkhole. */

import { listNameDetector } from "../../list-name.ts";

export const blackholeLookup = listNameDetector({
  type: "Trojan:EC2/BlackholeTraffic!DNS",
  categories: ["blackhole"],
  target: "which leads to a sinkhole",
  meaning: "Somebody took the name from its owners, but malware on the host still asks for it.",
  summary: "A host looked up a name that is listed as sinkholed, or whose answer is the address of a sinkhole.",
  misses:
    "Names in no list that is loaded, queries to other resolvers than the VPC's, and answers that came from a cache on the host.",
  falsePositives:
    "Names that were cleaned or changed hands since they were listed, mail filters, crawlers and researchers that visit everything.",
  attack: ["T1071.004"],
  apart: true,
});
