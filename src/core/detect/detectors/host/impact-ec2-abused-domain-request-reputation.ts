/** Impact:EC2/AbusedDomainRequest.Reputation: the host looked up a name of a kind that is often abused. */

import { listNameDetector } from "../../list-name.ts";

export const abusedDomainReputation = listNameDetector({
  type: "Impact:EC2/AbusedDomainRequest.Reputation",
  categories: ["abused"],
  target: "a name of a kind that is often abused",
  meaning: "Free subdomains, dynamic DNS and parked names cost nothing to take up and to drop again.",
  summary:
    "A host looked up a name of dynamic DNS, free hosting or parking, or one that resolves to a parking address.",
  misses:
    "Names in no list that is loaded, queries to other resolvers than the VPC's, and answers that came from a cache on the host.",
  falsePositives: "Staff and devices that use dynamic DNS on purpose: put their names on a trusted list.",
  attack: ["T1568"],
  apart: true,
});
