/** Trojan:EC2/DropPoint!DNS: the host looked up a listed drop point. */

import { listNameDetector } from "../../list-name.ts";

export const dropPointLookup = listNameDetector({
  type: "Trojan:EC2/DropPoint!DNS",
  categories: ["drop-point"],
  target: "a store of stolen credentials and data",
  meaning: "What leaves the host for there is lost: find out what it holds, and replace its credentials.",
  summary: "A host looked up a name that is listed as a store of stolen data.",
  misses:
    "Names in no list that is loaded, queries to other resolvers than the VPC's, and answers that came from a cache on the host.",
  falsePositives:
    "Names that were cleaned or changed hands since they were listed, mail filters, crawlers and researchers that visit everything.",
  attack: ["T1041"],
  apart: true,
});
