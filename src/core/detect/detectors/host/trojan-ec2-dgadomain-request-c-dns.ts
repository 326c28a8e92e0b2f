/** Trojan:EC2/DGADomainRequest.C!DNS: the host looked up a listed generated name. */

import { listNameDetector } from "../../list-name.ts";

export const dgaLookup = listNameDetector({
  type: "Trojan:EC2/DGADomainRequest.C!DNS",
  categories: ["dga"],
  target: "a name that malware generates",
  meaning: "Malware makes such names up by the day to find its servers, and nothing else asks for them.",
  summary: "A host looked up a name that is listed as one that malware generates.",
  misses:
    "Names in no list that is loaded, queries to other resolvers than the VPC's, and answers that came from a cache on the host.",
  falsePositives:
    "Names that were cleaned or changed hands since they were listed, mail filters, crawlers and researchers that visit everything.",
  attack: ["T1568.002"],
  apart: false,
});
