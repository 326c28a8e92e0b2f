/** Trojan:EC2/PhishingDomainRequest!DNS: the host looked up a listed phishing site. */

import { listNameDetector } from "../../list-name.ts";

export const phishingLookup = listNameDetector({
  type: "Trojan:EC2/PhishingDomainRequest!DNS",
  categories: ["phishing"],
  target: "a phishing site",
  meaning: "Somebody, or something, on the host followed a link that asks for credentials.",
  summary: "A host looked up a name that is listed for phishing.",
  misses:
    "Names in no list that is loaded, queries to other resolvers than the VPC's, and answers that came from a cache on the host.",
  falsePositives:
    "Names that were cleaned or changed hands since they were listed, mail filters, crawlers and researchers that visit everything.",
  attack: ["T1566.002"],
  apart: true,
});
